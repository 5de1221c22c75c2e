//! What every board's firmware does: start, find memory and image, stop and say why.
//!
//! Chip names are not here. A chip crate gives the serial line through [`console`]; a board's `main` calls [`run`].
#![no_std]

pub mod console;
pub mod memory;
pub mod probe;
pub mod semihosting;
pub mod stack;
mod stop;

/// Runs the ROM image and stops with its exit code.
pub fn run() -> ! {
    if memory::image().is_none() {
        console::write(b"permafrost: no program in flash\n");
        semihosting::exit(1);
    }
    semihosting::exit(0);
}

/// The interrupt vectors: none, because nothing enables an interrupt yet; the linker script wants at least one.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
#[used]
static __INTERRUPTS: [unsafe extern "C" fn(); 1] = [stop::unexpected_interrupt];
