//! Opcodes, interned strings and the `.mpy` container.
#![no_std]
#![forbid(unsafe_code)]
