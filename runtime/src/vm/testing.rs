//! A machine for unit tests: its map is one zeroed piece of the host's memory.

use std::boxed::Box;
use std::vec::Vec;

use crate::memory::Memory;
use crate::port::Port;
use crate::rom::Rom;
use crate::vm::Vm;

/// A port that keeps what is written.
#[derive(Default)]
pub struct Written(pub Vec<u8>);

impl Port for Written {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn name(&self) -> &'static str {
        "test"
    }
}

/// Runs `test` on a machine with `bytes` of RAM.
pub fn with_vm<R>(bytes: u32, test: impl FnOnce(&mut Vm) -> R) -> R {
    const START: u32 = 0x2000_0000;
    // Address zero is before the block, which only wrapping arithmetic sees; the block itself is all that is accessed.
    let mut block = std::vec![0u32; bytes as usize / 4];
    let base = block.as_mut_ptr().cast::<u8>().wrapping_sub(START as usize);
    let port = Box::leak(Box::<Written>::default());
    // SAFETY: the block outlives the machine and nothing else uses it.
    let memory = unsafe { Memory::at(base) };
    // SAFETY: as above; there is no image.
    let mut vm = unsafe { Vm::new(memory, START, START + bytes / 4 * 4, Rom::NONE, port) };
    test(&mut vm)
}
