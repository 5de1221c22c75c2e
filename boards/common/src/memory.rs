//! The firmware's memory map, from the linker's symbols.
//!
//! The symbols are addresses, not variables: only their addresses are taken here, never their contents.

use core::arch::global_asm;
use core::ops::Range;

use mpy_runtime::Vm;
use mpy_runtime::memory::Memory;
use mpy_runtime::port::Port;
use mpy_runtime::rom::{self, ImageError, Rom};

// For the freezer, which refuses to link an image of another ABI: an absolute symbol, so it takes no flash.
global_asm!(".global __frozen_abi", ".set __frozen_abi, {abi}", abi = const rom::ABI_WORD);

// SAFETY: the linker script that board-support generates defines all of them.
unsafe extern "C" {
    static __heap_start: u8;
    static __heap_end: u8;
    static __frozen_start: u8;
    static __flash_end: u8;
}

/// RAM that nothing else uses, for heap and VM stack: between `.bss` and the end of RAM, as addresses.
#[must_use]
pub fn heap() -> Range<u32> {
    (&raw const __heap_start) as u32..(&raw const __heap_end) as u32
}

/// Where a ROM image can be: behind the VM, up to the end of flash, as addresses.
#[must_use]
pub fn image_slot() -> Range<u32> {
    (&raw const __frozen_start) as u32..(&raw const __flash_end) as u32
}

/// The first word of the image slot; `None` if the VM fills the flash.
#[must_use]
pub fn image_word() -> Option<u32> {
    let slot = image_slot();
    if slot.len() < size_of::<u32>() {
        return None;
    }
    let address = slot.start as *const u32;
    // SAFETY: the slot is flash, readable everywhere, aligned to 16 and at least a word long. `read_volatile`,
    // because the compiler cannot know what the freezer puts there.
    Some(unsafe { address.read_volatile() })
}

/// The memory map of this processor, for the VM.
#[must_use]
pub fn map() -> Memory {
    // SAFETY: `heap` and `image_slot` are all that the VM is told of: RAM and ROM of this board, by its linker script.
    unsafe { Memory::native() }
}

/// The ROM image, if one is there that this VM can run; erased flash is [`ImageError::Missing`].
pub fn image() -> Result<Rom, ImageError> {
    // A flash that the VM fills has not even room for the word that `Rom::open` looks at.
    if image_word().is_none() {
        return Err(ImageError::Missing);
    }
    // SAFETY: the slot is flash that only the freezer writes, and it writes whole images (ROM-2).
    unsafe { Rom::open(map(), image_slot().start) }
}

// The VM itself stands on the machine stack: all the RAM that it takes besides its heap and the stacks.
const _: () = assert!(size_of::<Vm>() < 400);

/// The VM, on all RAM that nothing else uses.
pub(crate) fn machine(rom: Rom, port: &'static mut dyn Port) -> Vm {
    let heap = heap();
    // SAFETY: the linker gives the block to nothing else, and `execute` makes one machine in the life of the firmware.
    unsafe { Vm::new(map(), heap.start, heap.end, rom, port) }
}
