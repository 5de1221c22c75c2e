//! Firmware of the Arm MPS2 board with image AN385.
#![no_std]
#![no_main]

/// The constants of board.toml.
mod board {
    include!(concat!(env!("OUT_DIR"), "/board.rs"));
}

#[cortex_m_rt::entry]
fn main() -> ! {
    static mut UART: chip_mps2::Uart = chip_mps2::Uart::off();
    UART.switch_on(board::UART_BAUD, board::UART_CLOCK_HZ);
    board_common::run(UART)
}
