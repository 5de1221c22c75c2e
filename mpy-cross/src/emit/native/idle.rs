//! A target that does nothing, for the pass that only finds out how much room a function needs.

use mpy_format::native::Entry;

use super::{Access, Arithmetic, Machine, Reg, Shift, Target, Test, Width};
use crate::asm::Code;
use crate::emit::Label;

/// It stands for a target like this.
pub(super) struct Idle(pub &'static Machine);

impl Target for Idle {
    fn machine(&self) -> &'static Machine {
        self.0
    }

    fn entry(&mut self, _: &mut Code, _: u32, _: &str) {}
    fn exit(&mut self, _: &mut Code) {}
    fn load_argument(&mut self, _: &mut Code, _: Reg, _: u32) {}
    fn label(&mut self, _: &mut Code, _: Label) {}
    fn jump(&mut self, _: &mut Code, _: Label) {}
    fn jump_if(&mut self, _: &mut Code, _: bool, _: Reg, _: Label, _: bool) {}
    fn jump_if_equal(&mut self, _: &mut Code, _: Reg, _: Reg, _: Label) {}
    fn jump_if_compare_constant(&mut self, _: &mut Code, _: Test, _: (Reg, i64), _: Label) {}
    fn add_small_ints(&mut self, _: &mut Code, _: Arithmetic, _: Reg, _: (Reg, Reg), _: Label) {}
    fn add_to_small_int(&mut self, _: &mut Code, _: Reg, _: Reg, _: i64, _: Label) {}
    fn jump_to(&mut self, _: &mut Code, _: Reg) {}
    fn call(&mut self, _: &mut Code, _: Entry) {}
    fn move_register(&mut self, _: &mut Code, _: Reg, _: Reg) {}
    fn load_immediate(&mut self, _: &mut Code, _: Reg, _: i64) {}
    fn clear(&mut self, _: &mut Code, _: Reg) {}
    fn load_place(&mut self, _: &mut Code, _: Reg, _: u32) {}
    fn store_place(&mut self, _: &mut Code, _: u32, _: Reg) {}
    fn load_place_address(&mut self, _: &mut Code, _: Reg, _: u32) {}
    fn load_label_address(&mut self, _: &mut Code, _: Reg, _: Label) {}
    fn load_word(&mut self, _: &mut Code, _: Reg, _: Reg, _: u32) {}
    fn store_word(&mut self, _: &mut Code, _: Reg, _: Reg, _: u32) {}
    fn access(&mut self, _: &mut Code, _: Access, _: Width, _: Reg, _: Reg, _: i64) {}
    fn access_indexed(&mut self, _: &mut Code, _: Access, _: Width, _: Reg, _: Reg, _: Reg) {}
    fn negate(&mut self, _: &mut Code, _: Reg) {}
    fn not(&mut self, _: &mut Code, _: Reg) {}
    fn arithmetic(&mut self, _: &mut Code, _: Arithmetic, _: Reg, _: Reg) {}
    fn shift(&mut self, _: &mut Code, _: Shift, _: Reg, _: Reg) {}
    fn compare(&mut self, _: &mut Code, _: Test, _: Reg, _: Reg, _: Reg) {}
}
