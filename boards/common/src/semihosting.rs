//! Ending the emulator or the debugger's session with an exit code.
//!
//! Semihosting is a breakpoint that a debugger or an emulator answers ("Semihosting for AArch32 and AArch64",
//! Arm 100863). With nobody there the breakpoint is a fault; the fault handler knows it and halts quietly.

use core::arch::asm;

/// SYS_EXIT_EXTENDED: `r1` points to the reason and the exit code.
const SYS_EXIT_EXTENDED: u32 = 0x20;

/// The reason that carries an exit code: the program ended by itself.
const ADP_STOPPED_APPLICATION_EXIT: u32 = 0x20026;

/// The encoding of `bkpt 0xab`, the semihosting call on Cortex-M.
pub(crate) const BREAKPOINT: u16 = 0xbeab;

/// Ends with `code` where semihosting is answered, else halts.
pub fn exit(code: u32) -> ! {
    let parameters = [ADP_STOPPED_APPLICATION_EXIT, code];
    // SAFETY: `bkpt` changes no memory of ours; the other side reads `parameters`, which live until the loop.
    unsafe {
        asm!("bkpt 0xab", inout("r0") SYS_EXIT_EXTENDED => _, in("r1") parameters.as_ptr());
    }
    halt()
}

/// Sleeps for ever.
pub fn halt() -> ! {
    loop {
        // SAFETY: waits for an interrupt; none is enabled, and none would matter.
        unsafe { asm!("wfi") };
    }
}
