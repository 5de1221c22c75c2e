//! Nordic nRF51: the UART.
//!
//! Numbers are from the nRF51 Series Reference Manual 3.0, chapter 29 (UART).
#![no_std]

use mpy_runtime::port::Port;

/// The UART's registers, at its base address.
mod register {
    /// Task: start sending.
    pub const START_TX: *mut u32 = 0x4000_2008 as *mut u32;
    /// Event: the byte in TXD went out.
    pub const TXD_READY: *mut u32 = 0x4000_211c as *mut u32;
    /// Off or on.
    pub const ENABLE: *mut u32 = 0x4000_2500 as *mut u32;
    /// Pin of the output.
    pub const PIN_TXD: *mut u32 = 0x4000_250c as *mut u32;
    /// Pin of the input.
    pub const PIN_RXD: *mut u32 = 0x4000_2514 as *mut u32;
    /// The byte to send.
    pub const TXD: *mut u32 = 0x4000_251c as *mut u32;
    /// Bits per second, as [`baud_rate`](super::baud_rate) makes it.
    pub const BAUD_RATE: *mut u32 = 0x4000_2524 as *mut u32;
}

/// ENABLE's value for "on".
const ENABLED: u32 = 4;

fn write_register(register: *mut u32, value: u32) {
    // SAFETY: only called with the constants above, which are device registers on every nRF51; none of them makes
    // the device access memory.
    unsafe { register.write_volatile(value) };
}

fn read_register(register: *mut u32) -> u32 {
    // SAFETY: only called with the constants above, which are device registers on every nRF51.
    unsafe { register.read_volatile() }
}

/// BAUDRATE's value for `baud`: baud * 2^32 / 16 MHz, rounded to the upper 20 bits as the manual's table has it.
///
/// 2^32 / 16 MHz is 268.435; a 64-bit division would cost half a kilobyte of flash.
const fn baud_rate(baud: u32) -> u32 {
    (baud * 268 + baud / 1000 * 435 + 0x800) & 0xffff_f000
}

// Rows of the manual's table of baud rates.
const _: () = assert!(baud_rate(1_200) == 0x0004_f000);
const _: () = assert!(baud_rate(9_600) == 0x0027_5000);
const _: () = assert!(baud_rate(115_200) == 0x01d7_e000);
const _: () = assert!(baud_rate(1_000_000) == 0x1000_0000);

/// The serial line.
pub struct Uart(());

impl Uart {
    /// The serial line before [`Uart::switch_on`]: what is written waits for ever.
    #[must_use]
    pub const fn off() -> Uart {
        Uart(())
    }

    /// Connects the pins and starts sending.
    pub fn switch_on(&mut self, baud: u32, tx_pin: u32, rx_pin: u32) {
        write_register(register::PIN_TXD, tx_pin);
        write_register(register::PIN_RXD, rx_pin);
        write_register(register::BAUD_RATE, baud_rate(baud));
        write_register(register::ENABLE, ENABLED);
        write_register(register::START_TX, 1);
    }
}

impl Port for Uart {
    fn write(&mut self, bytes: &[u8]) {
        permafrost_console_write(bytes);
    }

    fn name(&self) -> &'static str {
        "nrf51"
    }
}

/// What board-common's `console::write` calls. The line is on: a board's `main` switches it on first of all.
#[unsafe(no_mangle)]
fn permafrost_console_write(bytes: &[u8]) {
    for &byte in bytes {
        write_register(register::TXD_READY, 0);
        write_register(register::TXD, u32::from(byte));
        while read_register(register::TXD_READY) == 0 {}
    }
}
