//! How wide floats are, and what follows from it.

#[cfg(all(target_pointer_width = "64", not(feature = "float32")))]
mod types {
    #[cfg(feature = "complex")]
    pub use libm::{atan2, cos, exp, log, sin, sqrt};
    pub use libm::{floor, fmod, pow, rint};

    /// A float of the machine that runs programs.
    pub type Float = f64;
    /// The bits of a [`Float`].
    pub type Bits = u64;

    /// The bits in words, the low one first.
    pub const fn words(bits: Bits) -> [u32; 2] {
        [bits as u32, (bits >> 32) as u32]
    }
}

#[cfg(any(not(target_pointer_width = "64"), feature = "float32"))]
mod types {
    #[cfg(feature = "complex")]
    pub use libm::{atan2f as atan2, cosf as cos, expf as exp, logf as log, sinf as sin, sqrtf as sqrt};
    pub use libm::{floorf as floor, fmodf as fmod, powf as pow, rintf as rint};

    /// A float of the machine that runs programs.
    pub type Float = f32;
    /// The bits of a [`Float`].
    pub type Bits = u32;

    /// The bits in words, the low one first.
    pub const fn words(bits: Bits) -> [u32; 2] {
        [bits, 0]
    }
}

pub use types::*;

const fn by_width(wide: i32, narrow: i32) -> i32 {
    if size_of::<Float>() == 8 { wide } else { narrow }
}

/// Significant digits that are read one by one; of those behind only counts whether there is one that is not 0. No number
/// half-way between two floats has as many.
pub const KEPT: u32 = by_width(770, 120) as u32;

/// Words of 16 bits for [`KEPT`] digits with the smallest exponent.
pub const WORDS: usize = by_width(240, 40) as usize;

/// Numbers below ten to the power of this are less than half of the smallest float.
pub const TINY: i32 = by_width(-324, -46);

/// Digits with which the search for the shortest text begins.
pub const SAFE_DIGITS: i32 = by_width(16, 6);

/// Digits that are looked for at most.
pub const MAX_DIGITS: i32 = by_width(19, 9);
