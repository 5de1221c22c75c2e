//! Firmware of the BBC micro:bit v1.
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
    board_common::run(UART)
}
