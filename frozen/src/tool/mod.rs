//! What other things than firmware can be made of modules and images.

pub mod dump;
