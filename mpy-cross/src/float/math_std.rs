//! What the operating system's mathematics library computes, which is what the reference computes with.

/// The integer below.
pub fn floor(x: f64) -> f64 {
    x.floor()
}

/// `x` to the power of `y`.
pub fn power(x: f64, y: f64) -> f64 {
    x.powf(y)
}
