//! The ways a firmware stops that nobody wanted: panic, fault, stray interrupt.

use core::panic::{Location, PanicInfo};

use cortex_m_rt::{ExceptionFrame, exception};

use crate::{console, semihosting, stack};

/// Exit code of a broken invariant in the VM, as rustc uses it for panics.
const PANICKED: u32 = 101;

/// Exit code of a hardware fault: 128 and the number of SIGSEGV, as a shell would show it.
const FAULTED: u32 = 139;

// Inlined where panics end, the optimiser sees that nobody reads the message: what would format it, `core::fmt` and its
// tables, stays out of the firmware (1 kB). The place says as much.
#[panic_handler]
#[expect(unused_attributes, reason = "rustc says it ignores `inline` here, and hands it on to LLVM")]
#[inline(always)]
fn panicked(info: &PanicInfo<'_>) -> ! {
    stop_at(info.location())
}

#[cold]
#[inline(never)]
fn stop_at(place: Option<&Location<'_>>) -> ! {
    console::write(b"permafrost: panic");
    if let Some(place) = place {
        console::write(b" at ");
        console::write(place.file().as_bytes());
        console::write(b":");
        console::write_decimal(place.line());
    }
    console::write(b"\n");
    semihosting::exit(PANICKED)
}

#[exception]
unsafe fn HardFault(frame: &ExceptionFrame) -> ! {
    // The address alone: the frame is not there if the stack had no room for it.
    if !stack::program().contains(&(&raw const *frame as u32)) {
        console::write(b"permafrost: machine stack overflow\n");
        semihosting::exit(FAULTED)
    }
    let address = frame.pc() & !1;
    // SAFETY: the address comes from the stacked program counter; where that is no readable memory, this fault is
    // in the fault handler, and the core locks up, which is the same end.
    let instruction = unsafe { (address as *const u16).read_volatile() };
    if instruction == semihosting::BREAKPOINT {
        // Nobody answers semihosting: the firmware had stopped already.
        semihosting::halt();
    }
    console::write(b"permafrost: fault at ");
    console::write_hex(address);
    console::write(b"\n");
    semihosting::exit(FAULTED)
}

/// Stands in the vector table; no interrupt is enabled.
pub(crate) extern "C" fn unexpected_interrupt() {
    console::write(b"permafrost: unexpected interrupt\n");
    semihosting::exit(FAULTED)
}
