//! `with`: managers, and what `__exit__` is told.

use mpy_format::operand::ForwardLabel;

use super::{Flow, Run, Step};
use crate::heap::Root;
use crate::heap::layout::Kind;
use crate::ops::{attr, truth};
use crate::types;
use crate::value::Word;

impl Run<'_> {
    /// Calls `__enter__` of the manager on top, and sets the block up that will call its `__exit__`.
    #[inline(always)]
    pub(super) fn enter_with(&mut self, handler: ForwardLabel) -> Step {
        // Stack before: manager; after: __exit__, manager (or null), value.
        let length = self.ip.get() - self.at;
        let manager = self.slot(0);
        self.slow(|vm| {
            let exit_self = vm.push_slot(manager)?;
            let _ = attr::op_load_method(vm, exit_self, crate::q!(__exit__))?;
            let exit = vm.slot()?;
            let m = vm.view();
            m.set(exit, m.root(Root::Result));
            let enter_self = vm.push_slot(manager)?;
            let _ = attr::op_load_method(vm, enter_self, crate::q!(__enter__))?;
            let callee = vm.slot()?;
            let m = vm.view();
            m.set(callee, m.root(Root::Result));
            let receiver = m.get(enter_self);
            m.set(manager, m.get(exit));
            let count = if receiver.is_null() {
                0
            } else {
                vm.push_slot(enter_self)?;
                1
            };
            let ret = vm.call(callee, count, 0)?;
            // Below the manager's slot stands the receiver of `__exit__` already.
            let _ = ret;
            Ok(())
        })?;
        self.at = self.ip.get() - length;
        self.sp -= 4;
        self.push_handler(handler, true, 0);
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }

    /// Calls `__exit__`.
    #[inline(always)]
    pub(super) fn leave_with(&mut self) -> Step {
        // Stack: __exit__, receiver, then None, an exception, or a value and what goes on behind the block.
        let top = self.top();
        let is_unwinding = matches!(top, Word::UNWIND_RETURN | Word::UNWIND_JUMP);
        let below = if is_unwinding { 2 } else { 1 };
        let (exit, receiver) = (self.slot(below + 1), self.slot(below));
        let exception = self.slot(0);
        let swallowed = self.slow(|vm| {
            let callee = vm.push_slot(exit)?;
            let m = vm.view();
            let has_receiver = !m.get(receiver).is_null();
            let is_exception = m.kind_of(m.get(exception)) == Some(Kind::Exception);
            if has_receiver {
                vm.push_slot(receiver)?;
            }
            if is_exception {
                let class = vm.slot()?;
                let m = vm.view();
                m.set(class, types::type_of(m, m.get(exception)));
                vm.push_slot(exception)?;
            } else {
                vm.push(Word::NONE)?;
                vm.push(Word::NONE)?;
            }
            vm.push(Word::NONE)?;
            let ret = vm.call(callee, 3 + u32::from(has_receiver), 0)?;
            vm.keep(ret, callee);
            Ok(is_exception && truth::op_truth(vm, callee)?)
        })?;
        if is_unwinding {
            let value = self.read(self.sp + 4);
            self.sp += 8;
            self.set_top(top);
            self.write(self.sp + 4, value);
        } else {
            let top = self.top();
            self.sp += 8;
            self.set_top(if swallowed { Word::NONE } else { top });
        }
        Ok(Flow::Next)
    }
}
