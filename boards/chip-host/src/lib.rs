//! The memory of a board in a process: 4 GiB of address space of which pages come into being when they are touched.

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

/// The address space of one machine.
pub struct Map {
    pages: MmapMut,
}

impl Map {
    /// A map that stays as long as the process.
    ///
    /// # Errors
    /// The system has no address space left.
    pub fn leaked() -> anyhow::Result<&'static mut Map> {
        let pages = MmapOptions::new().len(LENGTH).no_reserve_swap().map_anon();
        Ok(Box::leak(Box::new(Map { pages: pages.context("no address space for the memory map")? })))
    }

    /// Where address 0 of the map is in this process.
    pub fn base(&self) -> *const u8 {
        self.pages.as_ptr()
    }

    /// A new machine with this RAM. The map is its own: when it is gone, another can take its place.
    ///
    /// # Errors
    /// The RAM is too small for a machine.
    pub fn machine<'m>(&'m mut self, ram: Ram, port: &'static mut dyn Port) -> anyhow::Result<Machine<'m>> {
        ensure!(ram.end - ram.start >= 1024, "a heap of {} bytes is too small", ram.end - ram.start);
        // SAFETY: the machine that gets the map cannot outlive it, and has it alone (`'m` is a mutable borrow).
        let memory = unsafe { Memory::at(self.pages.as_mut_ptr()) };
        // SAFETY: the RAM is inside the map, which covers all addresses; there is no image.
        let vm = unsafe { Vm::new(memory, ram.start, ram.end, Rom::NONE, port) };
        Ok(Machine { vm, _map: std::marker::PhantomData })
    }
}

/// A machine and the borrow of its map.
pub struct Machine<'m> {
    vm: Vm,
    _map: std::marker::PhantomData<&'m mut Map>,
}

impl std::ops::Deref for Machine<'_> {
    type Target = Vm;

    fn deref(&self) -> &Vm {
        &self.vm
    }
}

impl std::ops::DerefMut for Machine<'_> {
    fn deref_mut(&mut self) -> &mut Vm {
        &mut self.vm
    }
}
