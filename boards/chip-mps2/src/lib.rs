//! Arm MPS2 FPGA images: the CMSDK UART.
//!
//! Numbers are from the Cortex-M System Design Kit Technical Reference Manual (DDI 0479), 4.3 (APB UART).
#![no_std]

use mpy_runtime::port::Port;

/// The registers of UART 0.
mod register {
    /// The byte to send.
    pub const DATA: *mut u32 = 0x4000_4000 as *mut u32;
    /// Bit 0: the send buffer is full.
    pub const STATE: *mut u32 = 0x4000_4004 as *mut u32;
    /// Bit 0: sending is on.
    pub const CTRL: *mut u32 = 0x4000_4008 as *mut u32;
    /// Clock cycles per bit; at least 16.
    pub const BAUD_DIVIDER: *mut u32 = 0x4000_4010 as *mut u32;
}

/// The registers of timer 0 (DDI 0479, 4.2), which counts down at the processor's clock.
mod timer_register {
    /// Bit 0: counting.
    pub const CTRL: *mut u32 = 0x4000_0000 as *mut u32;
    /// What is left.
    pub const VALUE: *mut u32 = 0x4000_0004 as *mut u32;
    /// What it starts from, and starts from again.
    pub const RELOAD: *mut u32 = 0x4000_0008 as *mut u32;
}

const SEND_BUFFER_FULL: u32 = 1;
const SEND_ENABLE: u32 = 1;

fn write_register(register: *mut u32, value: u32) {
    // SAFETY: only called with the constants above, which are device registers on every MPS2 image; none of them
    // makes the device access memory.
    unsafe { register.write_volatile(value) };
}

fn read_register(register: *mut u32) -> u32 {
    // SAFETY: only called with the constants above, which are device registers on every MPS2 image.
    unsafe { register.read_volatile() }
}

/// The serial line.
pub struct Uart(());

impl Uart {
    /// The serial line before [`Uart::switch_on`]: what is written is lost.
    #[must_use]
    pub const fn off() -> Uart {
        Uart(())
    }

    /// Starts sending.
    pub fn switch_on(&mut self, baud: u32, clock_hz: u32) {
        write_register(register::BAUD_DIVIDER, (clock_hz / baud).max(16));
        write_register(register::CTRL, SEND_ENABLE);
    }
}

impl Port for Uart {
    fn write(&mut self, bytes: &[u8]) {
        permafrost_console_write(bytes);
    }

    fn name(&self) -> &'static str {
        "mps2"
    }
}

/// A count of clock cycles, 32 bits wide.
pub struct Timer(());

impl Timer {
    /// Starts counting from zero.
    #[must_use]
    pub fn start() -> Timer {
        write_register(timer_register::RELOAD, u32::MAX);
        write_register(timer_register::VALUE, u32::MAX);
        write_register(timer_register::CTRL, 1);
        Timer(())
    }

    /// Clock cycles since the start.
    pub fn cycles(&self) -> u32 {
        u32::MAX - read_register(timer_register::VALUE)
    }
}

/// What board-common's `console::write` calls. The line is on: a board's `main` switches it on first of all.
#[unsafe(no_mangle)]
fn permafrost_console_write(bytes: &[u8]) {
    for &byte in bytes {
        while read_register(register::STATE) & SEND_BUFFER_FULL != 0 {}
        write_register(register::DATA, u32::from(byte));
    }
}
