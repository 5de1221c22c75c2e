//! The simulated memory map: 4 GiB of address space of which pages come into being when they are touched.

use anyhow::{Context, ensure};
use memmap2::{MmapMut, MmapOptions};
use mpy_runtime::Vm;
use mpy_runtime::memory::Memory;
use mpy_runtime::port::Port;
use mpy_runtime::rom::Rom;

/// Length of the map: every 32-bit address, and a word beyond.
const LENGTH: usize = (1 << 32) + 4096;

/// RAM of the simulated board: start and end, as addresses.
#[derive(Clone, Copy, Debug)]
pub struct Ram {
    /// First byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
}

/// Makes a machine with this RAM.
///
/// # Errors
/// The RAM is too small for a machine, or the system has no address space left.
pub fn machine(ram: Ram, port: &'static mut dyn Port) -> anyhow::Result<Vm> {
    ensure!(ram.end - ram.start >= 1024, "a heap of {} bytes is too small", ram.end - ram.start);
    let map =
        MmapOptions::new().len(LENGTH).no_reserve_swap().map_anon().context("no address space for the memory map")?;
    let map: &'static mut MmapMut = Box::leak(Box::new(map));
    // SAFETY: the map is leaked, so it lives as long as the process; nothing else has a reference to it.
    let memory = unsafe { Memory::at(map.as_mut_ptr()) };
    // SAFETY: the RAM is inside the map, and each machine has a map of its own; there is no image.
    Ok(unsafe { Vm::new(memory, ram.start, ram.end, Rom::NONE, port) })
}
