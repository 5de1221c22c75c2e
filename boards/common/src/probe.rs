//! Misdeeds on request, to test that a board stops as it should.
//!
//! The example firmware `probe` of each board calls [`run`]; the word at the start of the image slot picks one.

use core::arch::asm;
use core::hint::black_box;

use crate::{console, memory, semihosting};

/// Does what `order` says (the first word of the image slot).
pub fn run(order: Option<u32>) -> ! {
    match order {
        Some(0x100..=0x1ff) => semihosting::exit(order.unwrap_or(0) & 0xff),
        Some(1) => panic_on_purpose(),
        Some(2) => fault_on_purpose(),
        Some(3) => write_rom(),
        Some(4) => semihosting::exit(overflow_stack(0)),
        Some(5) => move_bytes(),
        _ => report(),
    }
}

/// Says where the linker put things.
fn report() -> ! {
    let (heap, slot) = (memory::heap(), memory::image_slot());
    for (name, value) in [("heap", heap.start), ("heap end", heap.end), ("image", slot.start), ("image end", slot.end)]
    {
        console::write(name.as_bytes());
        console::write(b" ");
        console::write_hex(value);
        console::write(b"\n");
    }
    semihosting::exit(0)
}

#[inline(never)]
fn panic_on_purpose() -> ! {
    panic!("on purpose");
}

/// Copies and fills at every alignment, forwards and backwards, and says what came out wrong.
fn move_bytes() -> ! {
    let mut wrong = 0;
    for places in 0..24 * 24 * 40u32 {
        let (to, from, count) = (places as usize % 24, places as usize / 24 % 24, places as usize / (24 * 24));
        let inside = |index: usize| index >= to && index < to + count;
        let counted: [u8; 64] = core::array::from_fn(|index| index as u8);

        let mut bytes = black_box(counted);
        bytes.copy_within(black_box(from..from + count), black_box(to));
        let moved = |index: usize| if inside(index) { index - to + from } else { index };
        wrong += u32::from((0..64).any(|index| usize::from(bytes[index]) != moved(index)));

        let mut bytes = black_box([0xff; 64]);
        bytes[black_box(to..to + count)].copy_from_slice(&black_box(counted)[black_box(from..from + count)]);
        let copied = |index: usize| if inside(index) { index - to + from } else { 0xff };
        wrong += u32::from((0..64).any(|index| usize::from(bytes[index]) != copied(index)));

        let mut bytes = black_box(counted);
        bytes[black_box(to..to + count)].fill(black_box(0xa5));
        let filled = |index: usize| if inside(index) { 0xa5 } else { index };
        wrong += u32::from((0..64).any(|index| usize::from(bytes[index]) != filled(index)));
    }
    console::write_decimal(wrong);
    console::write(b" wrong\n");
    semihosting::exit(u32::from(wrong != 0))
}

/// Executes what is no instruction.
fn fault_on_purpose() -> ! {
    // SAFETY: `udf` only faults; the fault handler ends the firmware.
    unsafe { asm!("udf #0", options(noreturn)) }
}

/// Writes to the image slot and says whether that changed it.
fn write_rom() -> ! {
    let before = memory::image_word();
    let slot = memory::image_slot().start as *mut u32;
    // SAFETY: nothing but this probe reads the slot, and the program ends here.
    unsafe { slot.write_volatile(!before.unwrap_or(0)) };
    let kept = memory::image_word() == before;
    console::write(if kept { b"flash kept\n" } else { b"flash written\n" });
    semihosting::exit(u32::from(!kept))
}

/// Recurses without end.
#[inline(never)]
#[expect(unconditional_recursion, reason = "the overflow is what is tested")]
fn overflow_stack(depth: u32) -> u32 {
    let frame = black_box([depth; 16]);
    overflow_stack(depth + 1) + frame[(depth % 16) as usize]
}
