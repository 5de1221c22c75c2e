//! The back end for machine code: [`Target`] is what an architecture has to offer.

mod arm;
mod target;
mod thumb;

pub use arm::Arm;
pub use target::{Access, Arithmetic, Comparison, Machine, Reg, Registers, Shift, Target, Width};
pub use thumb::Thumb;
