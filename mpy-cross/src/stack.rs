//! Room on the machine stack for deep nesting.

/// How deep a program may nest unless somebody says otherwise: as deep as memory allows.
#[cfg(feature = "std")]
pub(crate) const MAX_NESTING: u32 = u32::MAX;
/// How deep a program may nest unless somebody says otherwise: three times as deep as anything in CPython's library.
#[cfg(not(feature = "std"))]
pub(crate) const MAX_NESTING: u32 = 50;

/// The text of the exception where that is too deep.
pub(crate) const TOO_DEEP: &str = "maximum recursion depth exceeded";

/// Left over for calls that do not nest, such as those of the allocator.
#[cfg(feature = "std")]
const RED_ZONE: usize = 128 * 1024;
/// What is added when it is reached.
#[cfg(feature = "std")]
const SEGMENT: usize = 2 * 1024 * 1024;
/// So much more there is where a thread first asks for room, which few programs nest deep enough to use: to learn how
/// large the stack is takes as long as to compile a short file.
#[cfg(feature = "std")]
const FIRST: usize = 64 * 1024;

#[cfg(feature = "std")]
std::thread_local! {
    /// Where the thread first asked for room; 0 before.
    static START: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

/// Runs `f` with enough machine stack for one more level of nesting, on a new segment if need be.
#[cfg(feature = "std")]
pub(crate) fn with_room<R>(f: impl FnOnce() -> R) -> R {
    let local = 0_u8;
    let here = core::ptr::from_ref(&local).addr();
    let start = START.get();
    if start == 0 {
        START.set(here);
        return f();
    }
    if start.abs_diff(here) < FIRST {
        return f();
    }
    stacker::maybe_grow(RED_ZONE, SEGMENT, f)
}

/// Runs `f` on the stack that there is: where there is no operating system, nobody gives another.
#[cfg(not(feature = "std"))]
pub(crate) fn with_room<R>(f: impl FnOnce() -> R) -> R {
    f()
}
