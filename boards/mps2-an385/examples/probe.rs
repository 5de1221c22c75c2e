//! Stops in the way that the first word of the image slot asks for.
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
    board_common::probe::run(board_common::memory::image_word())
}
