//! Calls and functions that are made.

use mpy_format::operand::{CallArgs, ChildIndex};

use super::{Flow, Run, Step};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Root, Slot};
use crate::types::Res;
use crate::value::{Value, Word};
use crate::vm::Vm;
use crate::vm::call::{Call, Called};
use crate::vm::frame::{CODE_CHILDREN, FUNCTION_FIELDS, FUNCTION_MODULE, Record};

impl Run<'_> {
    pub(super) fn call(&mut self, call: Call) -> Step {
        self.sync();
        match self.vm.prepare(call)? {
            Called::Frame => self.load(),
            Called::Done => {
                self.reload();
                self.sp = call.result;
                let word = self.result();
                self.set_top(word);
            }
        }
        Ok(Flow::Next)
    }

    pub(super) fn set_callee(&mut self, word: Word) {
        self.write(self.vm.heap.root_address(Root::Callee), word);
    }

    /// `f(a, *b, **c)`: flattens the arguments that start at `arguments`, then calls what is in the slot `callee`.
    pub(super) fn call_flattened(
        &mut self,
        callee: u32,
        receiver: Option<Slot>,
        arguments: u32,
        stars: u32,
        args: CallArgs,
    ) -> Step {
        let last = self.sp;
        let (count, keywords) =
            self.slow(|vm| crate::vm::flatten::flatten(vm, receiver, Slot::at(arguments), stars, args))?;
        let word = self.read(callee);
        self.set_callee(word);
        self.sp = self.vm.heap.sp;
        // The first flattened argument stands behind the spare slot that a call may need before it.
        self.call(Call { first: last - 8, count, keywords, result: callee, flags: 0 })
    }

    pub(super) fn make_function_object(&mut self, child: ChildIndex, cells: u32, with_defaults: bool) -> Step {
        let extra = if with_defaults { 2 } else { 0 };
        let fp = self.fp;
        let (first_cell, defaults) = (self.first_of(cells), self.slot(cells + 1));
        let _ = self.slow(|vm| vm.make_function(fp, child.0, first_cell, cells, with_defaults.then_some(defaults)))?;
        self.sp += (cells + extra) * 4;
        let word = self.result();
        self.push(word);
        Ok(Flow::Next)
    }
}

impl Vm {
    /// Makes a function of child `child` of the frame at `fp`, a closure if there are cells.
    fn make_function(&mut self, fp: u32, child: u32, first_cell: Slot, cells: u32, defaults: Option<Slot>) -> Res {
        let m = self.view();
        // `defaults` is the tuple of positional defaults, the slot after it the dict of the others; either may be null.
        let positional = defaults.map_or(0, |slot| m.as_tuple(m.get(slot)).map_or(0, <[_]>::len)) as u32;
        let has_keywords = defaults.is_some_and(|slot| !m.get(slot.next(1)).is_null());
        let fields = FUNCTION_FIELDS + positional + u32::from(has_keywords);
        let m = self.reserve(words_size(fields) + words_size(1 + cells))?;
        let heap = &m.vm.heap;
        let running = heap.record(fp, Record::Function).bits();
        let children = heap.word(heap.code_of(running), CODE_CHILDREN).bits();
        let code = m.vm.value(heap.word(children, child));
        let module = m.vm.value(heap.word(running, FUNCTION_MODULE));
        let kind = if has_keywords { Kind::FunctionKw } else { Kind::Function };
        let items = defaults.and_then(|slot| m.as_tuple(m.get(slot))).unwrap_or(&[]);
        let function = m.alloc_from(kind, fields, |index| match index {
            0 => code,
            1 => module,
            index if index - FUNCTION_FIELDS < positional => items[(index - FUNCTION_FIELDS) as usize],
            _ => defaults.map_or(Value::NULL, |slot| m.get(slot.next(1))),
        });
        if cells == 0 {
            return Ok(m.ret(function));
        }
        let closure = m.alloc_from(Kind::Closure, 1 + cells, |index| match index {
            0 => function.value(),
            index => m.get(first_cell.next(index - 1)),
        });
        Ok(m.ret(closure))
    }
}
