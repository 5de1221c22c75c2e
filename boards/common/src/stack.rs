//! Two machine stacks: one for the program, a small one for fault handlers.
//!
//! ```text
//! start of RAM                                           _stack_start
//! | … free … ← program (PSP) |  ← handlers (MSP), 192 bytes | .data …
//! ```
//!
//! A program that overflows its stack runs out of RAM downwards. The fault handler still has a stack of its own, so
//! it can say what happened; on a single stack the core would lock up.

use core::arch::global_asm;
use core::ops::Range;

/// Bytes for fault handlers: the deepest path writes a number on the console.
const HANDLER_STACK: u32 = 192;

// SAFETY: the linker script that board-support generates defines both.
unsafe extern "C" {
    static __ram_start: u8;
    static _stack_start: u8;
}

// Called by cortex-m-rt's reset code before anything else, and so before anything is on the stack.
// CONTROL = 2 is "thread mode uses PSP" (Armv6-M manual B1.4.4); handlers always use MSP.
global_asm!(
    ".section .text.__pre_init, \"ax\"",
    ".global __pre_init",
    ".type __pre_init, %function",
    ".thumb_func",
    "__pre_init:",
    "ldr r0, =_stack_start",
    "subs r0, #{handler_stack}",
    "msr psp, r0",
    "movs r0, #2",
    "msr control, r0",
    "isb",
    "bx lr",
    ".pool",
    ".size __pre_init, . - __pre_init",
    handler_stack = const HANDLER_STACK,
);

/// The program's machine stack, as addresses.
#[must_use]
pub fn program() -> Range<u32> {
    (&raw const __ram_start) as u32..(&raw const _stack_start) as u32 - HANDLER_STACK
}
