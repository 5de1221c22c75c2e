//! The back end for machine code: [`Target`] is what an architecture has to offer.

mod target;

pub use target::{Access, Arithmetic, Comparison, Machine, Reg, Registers, Shift, Target, Width};
