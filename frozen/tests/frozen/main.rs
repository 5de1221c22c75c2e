//! The freezer from outside: linking, images, and the command.
#![forbid(unsafe_code)]

mod cli;
mod fixtures;
mod image;
mod link;
mod support;
