//! `a, b = c` and `a, *b = c`.

use super::{Flow, Run, Step};
use crate::exception::Part;
use crate::types::Type;
use crate::value::{Value, Word};
use crate::vm::build;

impl Run<'_> {
    /// The items of the tuple or list in `word`, when there are `count`, are pushed, the first on top.
    pub(super) fn unpack_quick(&mut self, word: Word, count: u32) -> bool {
        let m = self.vm.view();
        let Some(items) = m.as_tuple(self.vm.value(word)) else { return false };
        if items.len() as u32 != count {
            return false;
        }
        for (index, item) in items.iter().enumerate() {
            self.write(self.sp - (count - index as u32 - 1) * 4, Word::NULL);
            self.write(self.sp - (count - 1) * 4 + index as u32 * 4, item.word());
        }
        self.sp -= count * 4;
        self.sp += 4;
        true
    }

    /// Unpacks an iterable: `left` items, or `left`, a list of those between, and `right`.
    pub(super) fn unpack(&mut self, left: u32, right: Option<u32>) -> Step {
        let object = self.slot(0);
        let items = self.slow(|vm| {
            let items = vm.slot()?;
            let ret = build::list_from_iterable(vm, object)?;
            vm.keep(ret, items);
            let m = vm.view();
            let length = m.object(m.get(items)).map_or(0, |list| m.length(list));
            let wanted = left + right.unwrap_or(0);
            if length < wanted {
                return Err(vm.raise_parts(
                    Type::ValueError,
                    &[Part::Text("need more than "), Part::Int(length as i32), Part::Text(" values to unpack")],
                ));
            }
            match right {
                None if length > wanted => Err(vm.raise_parts(
                    Type::ValueError,
                    &[Part::Text("too many values to unpack (expected "), Part::Int(wanted as i32), Part::Text(")")],
                )),
                None => {
                    let m = vm.view();
                    m.set(object, m.get(items));
                    Ok(length)
                }
                Some(_) => {
                    let middle = build::list_copy_range(vm, items, left, length - wanted)?;
                    let m = vm.view();
                    m.set(object, m.get(items));
                    vm.keep(middle, items);
                    // The middle list waits in the slot below the object's.
                    Ok(length)
                }
            }
        })?;
        let length = items;
        let list = self.top();
        let item = |run: &Self, index: u32| {
            let m = run.vm.view();
            build::item_at(m, run.vm.value(list), index).map_or(Word::NULL, Value::word)
        };
        let middle = self.read(self.sp - 4);
        self.sp += 4;
        if let Some(right) = right {
            for index in (0..right).rev() {
                let word = item(self, length - right + index);
                self.push(word);
            }
            // Read before it was overwritten: `right` items may reach its slot.
            self.push(middle);
        }
        for index in (0..left).rev() {
            let word = item(self, index);
            self.push(word);
        }
        Ok(Flow::Next)
    }
}
