//! `for` loops: the iterator in four slots of the operand stack, with quick forms for what loops run over most.

use mpy_format::operand::ForwardLabel;

use super::{Flow, ITERATOR_SLOTS, Run, Step};
use crate::heap::Slot;
use crate::heap::layout::Kind;
use crate::ops::iter;
use crate::value::{Value, Word};
use crate::vm::build;
use crate::vm::frame::State;
use crate::vm::generator::Resumed;

impl Run<'_> {
    /// Puts the iterator of what is on top, and what the quick forms need, in its place.
    #[inline(always)]
    pub(super) fn start_for(&mut self) -> Step {
        let over = self.top();
        let m = self.vm.view();
        let value = self.vm.value(over);
        let quick = match m.object(value) {
            Some(object) => match m.kind(object) {
                Kind::List | Kind::Tuple => [over, Word::small(0), Word::NULL, Word::NULL],
                Kind::Range => {
                    let field = |index| m.field(object, index).word();
                    [Word::NONE, field(0), field(1), field(2)]
                }
                Kind::Generator => [over, Word::NULL, Word::NULL, Word::NULL],
                _ => [Word::NULL; 4],
            },
            None => [Word::NULL; 4],
        };
        if quick[0].is_null() {
            let object = self.slot(0);
            let _ = self.replace(1, |vm| iter::op_iter(vm, object))?;
            for _ in 1..ITERATOR_SLOTS {
                self.push(Word::NULL);
            }
        } else {
            self.sp += 4;
            for word in quick {
                self.push(word);
            }
        }
        Ok(Flow::Next)
    }

    /// Pushes the next item, or leaves the loop.
    #[inline(always)]
    pub(super) fn next_of_for(&mut self, target: ForwardLabel) -> Step {
        // Slots, from the deepest: what is iterated over; then for a list or tuple the index, for a range the next
        // value, its end and its step.
        let mut base = self.sp + 12;
        if self.read(base).is_null() {
            // A generator expression has its iterator as an argument, and loads null and it in place of the state.
            base -= 4;
        }
        let over = self.read(base);
        if let (Word::NONE, Some(next), Some(stop), Some(step)) =
            (over, self.read(base - 4).as_int(), self.read(base - 8).as_int(), self.read(base - 12).as_int())
        {
            if if step > 0 { next < stop } else { next > stop } {
                self.write(base - 4, Word::int(next.wrapping_add(step)).unwrap_or(Word::small(stop)));
                self.push(Word::small(next));
            } else {
                self.sp += ITERATOR_SLOTS * 4;
                return Run::jump(self, target.0);
            }
            return Ok(Flow::Next);
        }
        if let Some(index) = self.read(base - 4).as_int() {
            let m = self.vm.view();
            let item = build::item_at(m, self.vm.value(over), index as u32).map(Value::word);
            match item {
                Some(item) => {
                    self.write(base - 4, Word::small(index + 1));
                    self.push(item);
                }
                None => {
                    self.sp += ITERATOR_SLOTS * 4;
                    return Run::jump(self, target.0);
                }
            }
            return Ok(Flow::Next);
        }
        let length = self.ip.get() - self.at;
        let iterator = Slot::at(base);
        if self.vm.view().kind_of(self.vm.value(over)) == Some(Kind::Generator) {
            let exit = target.0 as u32 - length;
            self.push(Word::NULL);
            let result = self.sp;
            self.sync();
            let resumed = self.vm.resume_frame(iterator, None, State::new(State::FOR_ITER).with_exit(exit), result)?;
            if resumed == Resumed::Frame {
                self.load();
                return Ok(Flow::Next);
            }
            self.reload();
            self.sp += (1 + ITERATOR_SLOTS) * 4;
            self.ip.set(self.ip.get() + exit);
            return Ok(Flow::Next);
        }
        let _ = self.slow(|vm| iter::op_next(vm, iterator))?;
        match self.result() {
            Word::STOP => {
                self.sp += ITERATOR_SLOTS * 4;
                self.ip.set((self.ip.get() - length).wrapping_add_signed(target.0));
            }
            word => self.push(word),
        }
        Ok(Flow::Next)
    }
}
