//! Stops in the way that the first word of the image slot asks for.
#![no_std]
#![no_main]

/// The constants of board.toml.
mod board {
    include!(concat!(env!("OUT_DIR"), "/board.rs"));
}

#[cortex_m_rt::entry]
fn main() -> ! {
    static mut UART: chip_nrf51::Uart = chip_nrf51::Uart::off();
    UART.switch_on(board::UART_BAUD, board::UART_TX_PIN, board::UART_RX_PIN);
    board_common::probe::run(board_common::memory::image_word())
}
