//! Modules become one ROM image at the addresses of the board.

/// A ROM image, final: every reference in it is an address of the board's memory map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Layout number; the VM refuses any but its own.
    pub abi: u32,
    /// Address of the first byte.
    pub base: u32,
    /// The bytes, a whole number of words.
    pub bytes: Vec<u8>,
    /// Names for what is in it, by rising address.
    pub symbols: Vec<Symbol>,
}

/// A named piece of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// `frozen:package.module.function`; never empty and without NUL.
    pub name: String,
    /// Address of the first byte.
    pub address: u32,
    /// Length in bytes.
    pub size: u32,
}
