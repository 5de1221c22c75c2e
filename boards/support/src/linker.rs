//! What a board's firmware is linked with: memory layout, symbols, constants.
//!
//! The flash of a board, and the symbols that mark it (boards/README.md has the contract with the freezer):
//!
//! ```text
//! origin                                               __frozen_start        __flash_end
//! | vectors | .text | .rodata | initial values of .data | ROM image … erased |
//! ```

use std::fmt::Write as _;
use std::path::Path;

use crate::Board;

/// Alignment of the ROM image, and so of `__frozen_start`.
const IMAGE_ALIGNMENT: u32 = 16;

/// The whole build script of a board: reads its `board.toml`, writes `memory.x`, `device.x` and `board.rs`.
///
/// `board.rs` holds the board's constants: `include!(concat!(env!("OUT_DIR"), "/board.rs"))`.
///
/// # Panics
///
/// With the reason when `board.toml` is wrong: cargo then shows it and stops.
pub fn build_script() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts");
    let out = std::env::var("OUT_DIR").expect("cargo sets it for build scripts");
    let path = Path::new(&folder).join("board.toml");
    println!("cargo:rerun-if-changed={}", path.display());
    let board = Board::load(&path).unwrap_or_else(|error| panic!("{error}"));
    let files = [("memory.x", memory_x(&board)), ("device.x", String::new()), ("board.rs", constants(&board))];
    for (name, text) in files {
        let path = Path::new(&out).join(name);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    println!("cargo:rustc-link-search={out}");
    println!("cargo:rustc-link-arg=-Tlink.x");
    // Sections are read by the freezer and the size table; page alignment would only pad the file.
    println!("cargo:rustc-link-arg=--nmagic");
}

/// The part of the linker script that cortex-m-rt's `link.x` includes.
fn memory_x(board: &Board) -> String {
    let memory = board.memory;
    let stack = memory.machine_stack_region();
    format!(
        "\
/* Generated from board.toml of {name}. */
MEMORY
{{
  FLASH : ORIGIN = {flash:#010x}, LENGTH = {flash_length:#x}
  RAM : ORIGIN = {data:#010x}, LENGTH = {data_length:#x}
}}

/* The machine stack grows down from below .data to the start of RAM. */
_stack_start = {data:#010x};
_stack_end = {ram:#010x};
__machine_stack_size = {stack_size:#x};

__flash_end = {flash_end:#010x};
__ram_start = {ram:#010x};
__ram_end = {ram_end:#010x};

/* Everything behind .data and .bss is heap and VM stack. */
__static_end = __euninit;
__heap_start = ALIGN(__static_end, 8);
__heap_end = __ram_end;

/* The ROM image starts behind the initial values of .data. */
__frozen_start = ALIGN(__sidata + SIZEOF(.data), {IMAGE_ALIGNMENT});
ASSERT(__frozen_start <= __flash_end, \"the VM does not leave room for a ROM image\");
",
        name = board.name,
        flash = memory.flash.origin,
        flash_length = memory.flash.length,
        flash_end = memory.flash.end(),
        ram = memory.ram.origin,
        ram_end = memory.ram.end(),
        stack_size = stack.length,
        data = stack.end(),
        data_length = memory.ram.end() - stack.end(),
    )
}

/// `board.rs`: the board's constants for its `main.rs`.
fn constants(board: &Board) -> String {
    let uart = board.uart;
    let mut text = format!("// Generated from board.toml of {}.\n", board.name);
    let mut constant = |name: &str, meaning: &str, value: Option<u32>| {
        if let Some(value) = value {
            writeln!(text, "/// {meaning}\npub const {name}: u32 = {value};").expect("a String takes all");
        }
    };
    constant("UART_BAUD", "Bits per second.", Some(uart.baud));
    constant("UART_TX_PIN", "Pin of the board's output.", uart.tx_pin);
    constant("UART_RX_PIN", "Pin of the board's input.", uart.rx_pin);
    constant("UART_CLOCK_HZ", "What the baud rate is divided from.", uart.clock_hz);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn microbit() -> Board {
        Board::named(Board::source_folder(), "microbit").unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn machine_stack_lies_below_the_data() {
        let text = memory_x(&microbit());
        let stack = microbit().memory.machine_stack;
        assert!(text.contains(&format!("RAM : ORIGIN = {:#010x}", 0x2000_0000 + stack)), "{text}");
        assert!(text.contains(&format!("_stack_start = {:#010x};", 0x2000_0000 + stack)), "{text}");
        assert!(text.contains("__ram_end = 0x20004000;"), "{text}");
    }

    #[test]
    fn constants_leave_out_what_the_board_does_not_have() {
        let text = constants(&microbit());
        assert!(text.contains("pub const UART_BAUD: u32 = 115200;"), "{text}");
        assert!(!text.contains("UART_CLOCK_HZ"), "{text}");
    }
}
