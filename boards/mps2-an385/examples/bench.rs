//! Runs the program and says how many clock cycles that took, start of the VM included.
#![no_std]
#![no_main]

use board_common::{console, semihosting};

/// The constants of board.toml.
mod board {
    include!(concat!(env!("OUT_DIR"), "/board.rs"));
}

#[cortex_m_rt::entry]
fn main() -> ! {
    static mut UART: chip_mps2::Uart = chip_mps2::Uart::off();
    UART.switch_on(board::UART_BAUD, board::UART_CLOCK_HZ);
    let timer = chip_mps2::Timer::start();
    let code = board_common::execute(UART);
    let cycles = timer.cycles();
    console::write(b"cycles ");
    console::write_decimal(cycles);
    console::write(b"\n");
    semihosting::exit(code)
}
