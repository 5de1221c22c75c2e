//! The same where there is no operating system. The last digit of a power may be another.

/// The integer below.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}

/// `x` to the power of `y`.
pub fn power(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}
