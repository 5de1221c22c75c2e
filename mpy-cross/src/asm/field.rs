//! Numbers that fit the fields of instructions.

/// A number of at most `N` bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsigned<const N: u32>(u32);

impl<const N: u32> Unsigned<N> {
    /// The number, if it fits.
    pub const fn new(value: u32) -> Option<Unsigned<N>> {
        if value >> N == 0 { Some(Unsigned(value)) } else { None }
    }

    /// The lowest bits of a number.
    pub const fn truncated(value: u32) -> Unsigned<N> {
        Unsigned(value & ((1 << N) - 1))
    }

    /// The field's bits, with zeros above them.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

/// A number of at most `N` bits, the highest one of which is its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<const N: u32>(i32);

impl<const N: u32> Signed<N> {
    /// The number, if it fits.
    pub const fn new(value: i32) -> Option<Signed<N>> {
        let above = value >> (N - 1);
        if above == 0 || above == -1 { Some(Signed(value)) } else { None }
    }

    /// The lowest bits of a number.
    pub const fn truncated(value: i32) -> Signed<N> {
        Signed(value << (32 - N) >> (32 - N))
    }

    /// The number.
    pub const fn value(self) -> i32 {
        self.0
    }

    /// The field's bits, with zeros above them.
    pub const fn bits(self) -> u32 {
        self.0 as u32 & (u32::MAX >> (32 - N))
    }
}

/// A signed number as a field: its low `bits` bits. Of these the lowest `n_zeros` are not stored and must be zero.
pub const fn signed(value: i32, bits: u32, n_zeros: u32) -> Option<u32> {
    let above = value >> (bits - 1);
    if (above != 0 && above != -1) || value & ((1 << n_zeros) - 1) != 0 {
        return None;
    }
    Some(value as u32 & (u32::MAX >> (32 - bits)))
}

/// An unsigned number as a field: at most `bits` bits. Of these the lowest `n_zeros` are not stored and must be zero.
pub const fn unsigned(value: u32, bits: u32, n_zeros: u32) -> Option<u32> {
    if value > u32::MAX >> (32 - bits) || value & ((1 << n_zeros) - 1) != 0 {
        return None;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_what_fits() {
        assert_eq!(Unsigned::<5>::new(31).map(Unsigned::bits), Some(31));
        assert_eq!(Unsigned::<5>::new(32), None);
        assert_eq!(Unsigned::<5>::truncated(33).bits(), 1);
        assert_eq!(Signed::<8>::new(127).map(Signed::bits), Some(127));
        assert_eq!(Signed::<8>::new(-128).map(Signed::bits), Some(128));
        assert_eq!((Signed::<8>::new(128), Signed::<8>::new(-129)), (None, None));
        assert_eq!(Signed::<8>::truncated(128).value(), -128);
    }
}
