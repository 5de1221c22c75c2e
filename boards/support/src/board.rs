//! The keys of `board.toml`; boards/README.md explains each for people who add a board.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::BoardError;

/// A board as its `board.toml` describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// The name of the board and of its folder.
    pub name: String,
    /// One line for people.
    pub description: String,
    /// The Rust target triple its firmware is built for.
    pub target: String,
    /// The chip family: the crate `chip-<chip>` drives it.
    pub chip: String,
    /// Features of mpy-runtime that the board's VM is built with; empty is the smallest VM.
    pub features: BTreeSet<String>,
    /// Flash and RAM.
    pub memory: Memory,
    /// The serial line that `print` writes to.
    pub uart: Uart,
    /// How to run it without hardware, where that exists.
    pub emulator: Option<Emulator>,
}

/// The memory map of a board.
///
/// ```text
/// RAM: origin                                                                  end
///      | machine stack (grows down) | .data .bss | heap → …free… ← VM stack |
/// ```
///
/// The machine stack is at the bottom, so that an overflow leaves RAM and faults instead of writing over data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Read-only for the program: the VM first, the ROM image behind it.
    pub flash: Region,
    /// All RAM the firmware may use.
    pub ram: Region,
    /// Bytes at the start of RAM for the machine stack (Rust functions and interrupts; Python frames are elsewhere).
    pub machine_stack: u32,
}

/// A range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// First address.
    pub origin: u32,
    /// Size in bytes.
    pub length: u32,
}

/// Pins and clock of the serial line; which of them count depends on the chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uart {
    /// Bits per second.
    pub baud: u32,
    /// Pin number of the board's output, where the chip lets one choose.
    pub tx_pin: Option<u32>,
    /// Pin number of the board's input, where the chip lets one choose.
    pub rx_pin: Option<u32>,
    /// Frequency that the baud rate is divided from, where the chip does not fix it.
    pub clock_hz: Option<u32>,
}

/// How to run a firmware file without the board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emulator {
    /// Program and arguments; the argument `{elf}` stands for the firmware file.
    pub command: Vec<String>,
}

impl Region {
    /// The first address behind the region.
    #[must_use]
    pub fn end(self) -> u32 {
        self.origin + self.length
    }

    /// Whether `address` is in the region.
    #[must_use]
    pub fn contains(self, address: u32) -> bool {
        address >= self.origin && address - self.origin < self.length
    }

    fn overlaps(self, other: Region) -> bool {
        self.contains(other.origin) || other.contains(self.origin)
    }
}

impl Memory {
    /// The machine stack's part of RAM.
    #[must_use]
    pub fn machine_stack_region(self) -> Region {
        Region { origin: self.ram.origin, length: self.machine_stack }
    }

    /// What is left for heap and VM stack when the VM's `.data` and `.bss` take `static_bytes`.
    ///
    /// `None` if they do not fit. In firmware these are the symbols `__heap_start` and `__heap_end`.
    #[must_use]
    pub fn heap_region(self, static_bytes: u32) -> Option<Region> {
        let used = self.machine_stack.checked_add(static_bytes)?.checked_next_multiple_of(8)?;
        let length = self.ram.length.checked_sub(used)?;
        Some(Region { origin: self.ram.origin + used, length })
    }
}

impl Board {
    /// Reads and checks one `board.toml`.
    pub fn load(path: &Path) -> Result<Board, BoardError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| BoardError::Unreadable { path: path.to_path_buf(), error })?;
        let board: Board = toml::from_str(&text)
            .map_err(|error| BoardError::Malformed { path: path.to_path_buf(), error: Box::new(error) })?;
        match board.inconsistency() {
            Some(reason) => Err(BoardError::Inconsistent { path: path.to_path_buf(), reason }),
            None => Ok(board),
        }
    }

    /// Reads the board called `name` from the folder that holds the boards.
    pub fn named(boards: &Path, name: &str) -> Result<Board, BoardError> {
        let path = boards.join(name).join("board.toml");
        if name.is_empty() || name.contains(['/', '\\', '.']) || !path.is_file() {
            return Err(BoardError::UnknownBoard { name: name.to_string(), known: Board::names(boards) });
        }
        let board = Board::load(&path)?;
        if board.name != name {
            let reason = format!("`name` is \"{}\" in the folder `{name}`; they must be the same", board.name);
            return Err(BoardError::Inconsistent { path, reason });
        }
        Ok(board)
    }

    /// The names of all boards with a `board.toml`, sorted.
    #[must_use]
    pub fn names(boards: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(boards).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter(|entry| entry.path().join("board.toml").is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The folder of boards in this source tree.
    #[must_use]
    pub fn source_folder() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    fn inconsistency(&self) -> Option<String> {
        let Memory { flash, ram, machine_stack } = self.memory;
        for (key, region) in [("flash", flash), ("ram", ram)] {
            if region.length == 0 || region.origin.checked_add(region.length).is_none() {
                return Some(format!("`memory.{key}` must be non-empty and end below 2^32"));
            }
            if !region.origin.is_multiple_of(8) || !region.length.is_multiple_of(8) {
                return Some(format!("`memory.{key}`: origin and length must be multiples of 8"));
            }
        }
        if flash.overlaps(ram) {
            return Some("`memory.flash` and `memory.ram` overlap".to_string());
        }
        if machine_stack == 0 || !machine_stack.is_multiple_of(8) || machine_stack >= ram.length {
            return Some("`memory.machine_stack` must be a multiple of 8 between 8 and the length of RAM".to_string());
        }
        if self.uart.baud == 0 {
            return Some("`uart.baud` must not be 0".to_string());
        }
        if let Some(emulator) = &self.emulator
            && !emulator.command.iter().skip(1).any(|argument| argument.contains("{elf}"))
        {
            return Some("`emulator.command` must have an argument with `{elf}` in it".to_string());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        name = "x"
        description = "a test"
        target = "thumbv6m-none-eabi"
        chip = "none"
        features = ["float"]
        [memory]
        flash = { origin = 0, length = 0x1000 }
        ram = { origin = 0x2000_0000, length = 0x400 }
        machine_stack = 0x100
        [uart]
        baud = 115200
        [emulator]
        command = ["qemu", "-kernel", "{elf}"]
    "#;

    fn inconsistency(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from), "`{from}` is not in the test's board");
        let board: Board = toml::from_str(&GOOD.replace(from, to)).expect("readable");
        board.inconsistency().expect("inconsistent")
    }

    #[test]
    fn every_board_of_the_tree_loads() {
        let names = Board::names(Board::source_folder());
        assert!(names.iter().any(|name| name == "microbit"), "{names:?}");
        for name in names {
            Board::named(Board::source_folder(), &name).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    #[test]
    fn heap_is_what_stack_and_statics_leave() {
        let board: Board = toml::from_str(GOOD).expect("readable");
        assert_eq!(board.inconsistency(), None);
        let heap = board.memory.heap_region(0x1c).expect("fits");
        assert_eq!(heap, Region { origin: 0x2000_0120, length: 0x2e0 });
        assert_eq!(heap.end(), board.memory.ram.end());
        assert_eq!(board.memory.heap_region(0x301), None);
        assert_eq!(board.memory.heap_region(u32::MAX), None);
    }

    #[test]
    fn values_that_do_not_fit_together_are_refused() {
        assert!(inconsistency("length = 0x400", "length = 0x404").contains("memory.ram"));
        assert!(inconsistency("origin = 0,", "origin = 0xffff_f800,").contains("end below"));
        assert!(inconsistency("origin = 0,", "origin = 0x1fff_f800,").contains("overlap"));
        assert!(inconsistency("machine_stack = 0x100", "machine_stack = 0x400").contains("machine_stack"));
        assert!(inconsistency("115200", "0").contains("uart.baud"));
        assert!(inconsistency("{elf}", "elf").contains("emulator.command"));
    }

    #[test]
    fn unknown_keys_and_missing_files_are_named() {
        let error = toml::from_str::<Board>(&GOOD.replace("chip =", "chips =")).expect_err("unknown key");
        assert!(error.to_string().contains("chips"), "{error}");
        let error = Board::named(Board::source_folder(), "no-such-board").expect_err("unknown board");
        assert!(error.to_string().contains("microbit"), "{error}");
        let error = Board::named(Board::source_folder(), "../boards/microbit").expect_err("a path is no name");
        assert!(matches!(error, BoardError::UnknownBoard { .. }), "{error}");
    }
}
