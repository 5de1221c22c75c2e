//! How wide floats are, and what follows from it.

pub use wide::*;

#[cfg(all(target_pointer_width = "64", not(feature = "float32")))]
mod wide {
    pub use libm::{floor, fmod, pow, rint};

    /// A float of the machine that runs programs.
    pub type Float = f64;

    /// The bits of a [`Float`].
    pub type Bits = u64;

    /// Words of 16 bits for [`KEPT`] digits with the smallest exponent.
    pub const WORDS: usize = 240;

    /// Significant digits that are read one by one; of those behind only counts whether there is one that is not 0. No
    /// number half-way between two floats has as many.
    pub const KEPT: u32 = 770;

    /// Numbers below ten to the power of this are less than half of the smallest float.
    pub const TINY: i32 = -324;

    /// Digits with which the search for the shortest text begins.
    pub const SAFE_DIGITS: i32 = 16;

    /// Digits that are looked for at most.
    pub const MAX_DIGITS: i32 = 19;
}

#[cfg(not(all(target_pointer_width = "64", not(feature = "float32"))))]
mod wide {
    pub use libm::{floorf as floor, fmodf as fmod, powf as pow, rintf as rint};

    /// A float of the machine that runs programs.
    pub type Float = f32;

    /// The bits of a [`Float`].
    pub type Bits = u32;

    /// Words of 16 bits for [`KEPT`] digits with the smallest exponent.
    pub const WORDS: usize = 40;

    /// Significant digits that are read one by one; of those behind only counts whether there is one that is not 0. No
    /// number half-way between two floats has as many.
    pub const KEPT: u32 = 120;

    /// Numbers below ten to the power of this are less than half of the smallest float.
    pub const TINY: i32 = -46;

    /// Digits with which the search for the shortest text begins.
    pub const SAFE_DIGITS: i32 = 6;

    /// Digits that are looked for at most.
    pub const MAX_DIGITS: i32 = 9;
}
