//! The virtual machine.
#![no_std]
