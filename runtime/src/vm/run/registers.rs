//! The registers of the loop, the operand stack and the running frame.

use mpy_format::operand::QstrIndex;
use mpy_format::qstr::Qstr;

use super::{Flow, Run, Step};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Root, Slot};
use crate::ops::truth;
use crate::types::{Res, Type};
use crate::value::Word;
use crate::vm::Vm;
use crate::vm::frame::{CODE_CONSTS, RECORD_WORDS, Record, State};

impl Run<'_> {
    /// Reads the registers of the running frame.
    pub(super) fn load(&mut self) {
        self.ip.set(self.vm.ip);
        self.sp = self.vm.heap.sp;
        self.fp = self.vm.fp;
        let shape = self.vm.heap.shape(self.vm.heap.frame_code(self.fp));
        self.locals = self.fp + (RECORD_WORDS + u32::from(shape.n_locals) - 1) * 4;
    }

    /// Writes the registers back: before anything that may raise, call or collect.
    #[inline(always)]
    pub(super) fn sync(&mut self) {
        self.vm.ip = self.ip.get();
        self.vm.heap.sp = self.sp;
    }

    /// The code may have moved.
    #[inline(always)]
    pub(super) fn reload(&mut self) {
        self.ip.set(self.vm.ip);
    }

    #[inline(always)]
    pub(super) fn read(&self, address: u32) -> Word {
        self.vm.heap.read(address)
    }

    #[inline(always)]
    pub(super) fn write(&self, address: u32, word: Word) {
        self.vm.heap.write(address, word);
    }

    #[inline(always)]
    pub(super) fn push(&mut self, word: Word) {
        self.sp -= 4;
        self.write(self.sp, word);
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Word {
        let word = self.read(self.sp);
        self.sp += 4;
        word
    }

    #[inline(always)]
    pub(super) fn top(&self) -> Word {
        self.read(self.sp)
    }

    #[inline(always)]
    pub(super) fn set_top(&mut self, word: Word) {
        self.write(self.sp, word);
    }

    /// The slot `depth` values below the top.
    #[inline(always)]
    pub(super) fn slot(&self, depth: u32) -> Slot {
        Slot::at(self.sp + depth * 4)
    }

    /// The slot of the first of the `count` values on top; any slot for none.
    #[inline(always)]
    pub(super) fn first_of(&self, count: u32) -> Slot {
        Slot::at(self.sp + count * 4 - 4)
    }

    #[inline(always)]
    pub(super) fn local(&self, index: u32) -> u32 {
        self.locals - index * 4
    }

    #[inline(always)]
    pub(super) fn result(&self) -> Word {
        self.read(self.vm.heap.root_address(Root::Result))
    }

    /// Runs a step out of line.
    #[inline(always)]
    pub(super) fn slow<R>(&mut self, step: impl FnOnce(&mut Vm) -> Result<R, Raised>) -> Result<R, Raised> {
        self.sync();
        let result = step(self.vm)?;
        self.ip.set(self.vm.ip);
        Ok(result)
    }

    /// Pops `pops` values and pushes the result of a step that has them in slots.
    #[inline(always)]
    pub(super) fn replace(&mut self, pops: u32, step: impl FnOnce(&mut Vm) -> Res) -> Step {
        let _ = self.slow(step)?;
        self.sp += pops * 4;
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }

    /// Sees that an instruction finds the collection that its code has built: verified code may still have another value
    /// there.
    #[inline]
    pub(super) fn check_kind(&mut self, slot: Slot, kind: Kind) -> Result<(), Raised> {
        let word = self.read(slot.address());
        if self.vm.view().kind_of(self.vm.value(word)) == Some(kind) {
            return Ok(());
        }
        self.sync();
        Err(self.vm.raise(Type::TypeError, "malformed code"))
    }

    pub(super) fn constant(&self, index: u32) -> Word {
        let code = self.vm.heap.frame_code(self.fp);
        let consts = self.vm.heap.word(code, CODE_CONSTS).bits();
        self.vm.heap.word(consts, index)
    }

    pub(super) fn name(&self, index: QstrIndex) -> Qstr {
        self.constant(index.0).as_qstr().unwrap_or(Qstr::EMPTY)
    }

    /// Goes to `target`, relative to this instruction. Every loop comes through here with a target before it.
    #[inline(always)]
    pub(super) fn jump(&mut self, target: i32) -> Step {
        self.ip.set(self.at.wrapping_add_signed(target));
        if target <= 0 {
            self.vm.countdown -= 1;
            if self.vm.countdown == 0 {
                return self.poll();
            }
        }
        Ok(Flow::Next)
    }

    #[cold]
    pub(super) fn poll(&mut self) -> Step {
        self.sync();
        self.vm.poll()?;
        self.reload();
        Ok(Flow::Next)
    }

    /// Whether the value on top is true; it stays.
    #[inline(always)]
    pub(super) fn truth(&mut self) -> Result<bool, Raised> {
        match self.top() {
            Word::TRUE => Ok(true),
            Word::FALSE | Word::NONE => Ok(false),
            word if word.as_int().is_some() => Ok(word != Word::small(0)),
            _ => {
                // Targets count from this instruction, which moves with its code.
                let length = self.ip.get() - self.at;
                let slot = self.slot(0);
                let truth = self.slow(|vm| truth::op_truth(vm, slot))?;
                self.at = self.ip.get() - length;
                Ok(truth)
            }
        }
    }

    #[cold]
    pub(super) fn raise_unbound(&mut self, _local: u32) -> Raised {
        self.sync();
        self.vm.raise(Type::NameError, "local variable referenced before assignment")
    }

    #[cold]
    pub(super) fn raise_name(&mut self, name: Qstr) -> Raised {
        self.sync();
        self.vm.raise_parts(Type::NameError, &[Part::Text("name '"), Part::Name(name), Part::Text("' isn't defined")])
    }

    #[inline(always)]
    pub(super) fn load_local(&mut self, index: u32) -> Step {
        let word = self.read(self.local(index));
        if word.is_null() {
            return Err(self.raise_unbound(index));
        }
        self.push(word);
        Ok(Flow::Next)
    }

    /// The address of the value in the cell that is local `index`.
    pub(super) fn cell(&mut self, index: u32) -> Result<u32, Raised> {
        let m = self.vm.view();
        match m.object_of(self.vm.value(self.read(self.local(index))), Kind::Cell) {
            Some(cell) => Ok(cell.address() + 4),
            None => Err(self.raise_unbound(index)),
        }
    }

    pub(super) fn state(&self) -> State {
        State::from_word(self.vm.heap.record(self.fp, Record::State))
    }

    pub(super) fn set_state(&mut self, state: State) {
        self.vm.heap.set_record(self.fp, Record::State, state.word());
    }

    /// Offset of the next instruction in the code object.
    pub(super) fn ip_offset(&self) -> u32 {
        self.ip.get() - self.vm.heap.frame_code(self.fp)
    }

    pub(super) fn set_ip_offset(&mut self, offset: u32) {
        self.ip.set(self.vm.heap.frame_code(self.fp) + offset);
    }

    /// Bottom of the operand stack: the address above its first word.
    pub(super) fn operands(&self) -> u32 {
        let shape = self.vm.heap.shape(self.vm.heap.frame_code(self.fp));
        self.fp - u32::from(shape.n_exc) * 8
    }
}
