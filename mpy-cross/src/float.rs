//! Floating-point numbers as the reference reads and writes them, to the last bit and digit.
//!
//! It scales by powers of ten in the x87's 80-bit format. That gives the nearest number, or the nearest digits, almost
//! always; where it does not, neither must we. So the very same operations are done here, on integers.

mod extended;
#[cfg_attr(feature = "std", path = "float/math_std.rs")]
#[cfg_attr(not(feature = "std"), path = "float/math_core.rs")]
pub mod math;
mod read;
mod write;

pub use read::parse;
pub use write::to_text;

#[cfg(test)]
mod tests;
