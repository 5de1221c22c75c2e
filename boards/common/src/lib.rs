//! What every board's firmware does: start, find memory and image, stop and say why.
//!
//! Chip names are not here. A chip crate gives the serial line through [`console`]; a board's `main` calls [`run`].
#![no_std]

mod bytes;
pub mod console;
pub mod memory;
pub mod probe;
pub mod semihosting;
pub mod stack;
mod stop;

use mpy_runtime::Vm;
use mpy_runtime::exception::Raised;
use mpy_runtime::ops::print::Sink;
use mpy_runtime::port::Port;
use mpy_runtime::rom::{self, ImageError};

/// How deep builtins may call back into Python, which takes machine stack.
const MAX_NESTING: u16 = 32;

/// Bytes of machine stack that stay for a builtin that calls nothing back; the deepest are those that format text.
const LEAF_STACK: u32 = 900;

/// Runs the program in the ROM image and stops with its exit code.
pub fn run(port: &'static mut dyn Port) -> ! {
    semihosting::exit(execute(port))
}

/// Runs the module `main` of the ROM image to its end; the result is the program's exit code.
pub fn execute(port: &'static mut dyn Port) -> u32 {
    let rom = match memory::image() {
        Ok(rom) => rom,
        Err(error) => {
            say_no_program(error);
            return 1;
        }
    };
    let mut vm = memory::machine(rom, port);
    vm.set_max_nesting(MAX_NESTING);
    vm.set_machine_stack((stack::program().start + LEAF_STACK) as usize);
    let level = vm.stack_level();
    let result = vm.run_main(b"main");
    vm.release(level);
    match result {
        Ok(()) => 0,
        Err(raised) => uncaught(&mut vm, raised),
    }
}

/// Shows an exception that nothing caught; the result is the exit code.
fn uncaught(vm: &mut Vm, raised: Raised) -> u32 {
    // The program's stack is released, so there is room for a slot.
    let Ok(exception) = vm.slot() else { return 1 };
    vm.caught(raised, exception);
    if let Some(code) = vm.exit_code(exception) {
        return code as u32;
    }
    if vm.print_exception(Sink::Port, exception).is_err() {
        console::write(b"permafrost: an exception, and no memory to show it\n");
    }
    1
}

fn say_no_program(error: ImageError) {
    match error {
        ImageError::Missing => console::write(b"permafrost: no program in flash\n"),
        ImageError::Abi(found) => wrong_word(b"ABI", found, rom::ABI_WORD),
        ImageError::Base(found) => wrong_word(b"address", found, memory::image_slot().start),
    }
}

fn wrong_word(what: &[u8], found: u32, expected: u32) {
    console::write(b"permafrost: the program in flash is for ");
    console::write(what);
    console::write(b" ");
    console::write_hex(found);
    console::write(b", not ");
    console::write_hex(expected);
    console::write(b"\n");
}

/// The interrupt vectors: none, because nothing enables an interrupt yet; the linker script wants at least one.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
#[used]
static __INTERRUPTS: [unsafe extern "C" fn(); 1] = [stop::unexpected_interrupt];
