//! The loop: one method for each instruction, dispatched by the opcode table.
//!
//! What is quick and cannot fail is done here; all else is out of line in `ops`, `types` and beside. Before such a step the
//! registers are written back ([`Run::sync`]), after it the instruction pointer is read again, since the code may have moved.

mod call;
mod delegation;
mod for_loop;
mod registers;
mod unpack;
mod unwind;
mod with;

use core::cell::Cell;

use mpy_format::op::{Visit, dispatch};
use mpy_format::operand::{
    CallArgs, ChildIndex, ClosedCells, CompKind, CompTarget, ConstantIndex, Count, ForwardLabel, Label, LocalSlot,
    LowSlot, QstrIndex, SmallInt, TinyInt, UnpackSides, UnwindCount,
};
use mpy_format::operator::{BinaryOp, UnaryOp};
use mpy_format::qstr::Qstr;

use super::call::Call;
use super::frame::CODE_CONSTS;
use super::signature::Trusted;
use crate::exception::Raised;
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Ret, Slot};
use crate::ops::{attr, binary, iter, subscr, unary};
use crate::types::{self, Res, Type, int, table};
use crate::value::{Value, Word};
use crate::vm::Vm;
use crate::vm::build;

/// How many slots a `for` loop keeps its iterator in: state, then what the quick forms below need.
const ITERATOR_SLOTS: u32 = 4;

/// What an instruction says to the loop.
pub(crate) enum Flow {
    /// Go on.
    Next,
    /// The frame that the loop was entered for has ended.
    Exit,
}

type Step = Result<Flow, Raised>;

/// The registers of the loop.
struct Run<'v> {
    vm: &'v mut Vm,
    /// Next instruction; shared with the reader of operands.
    ip: &'v Cell<u32>,
    /// This instruction.
    at: u32,
    /// Top of the operand stack: the lowest word in use.
    sp: u32,
    /// Record of the running frame.
    fp: u32,
    /// Address of local 0.
    locals: u32,
}

impl Vm {
    /// Runs the running frame until it ends: the result is what it returned, or yielded.
    pub(crate) fn run(&mut self) -> Res {
        self.run_from(None)
    }

    /// The same, with what is in `exception` thrown into the running frame, a generator's.
    pub(crate) fn run_thrown(&mut self, exception: Slot) -> Res {
        self.run_from(Some(exception))
    }

    fn run_from(&mut self, thrown: Option<Slot>) -> Res {
        let ip = Cell::new(self.ip);
        let memory = self.heap.memory;
        let mut run = Run { vm: self, ip: &ip, at: 0, sp: 0, fp: 0, locals: 0 };
        run.load();
        let mut first = thrown.map(|exception| run.throw(exception));
        loop {
            let step = match first.take() {
                Some(step @ (Ok(Flow::Exit) | Err(_))) => step,
                Some(Ok(Flow::Next)) | None => loop {
                    run.at = ip.get();
                    let mut reader = Trusted::new(memory, &ip);
                    let Ok(step) = dispatch(&mut reader, &mut run);
                    match step {
                        Ok(Flow::Next) => {}
                        other => break other,
                    }
                },
            };
            match step {
                Ok(_) => return Ok(run.vm.ret_root()),
                Err(raised) => {
                    // The instruction pointer was written back before the step that failed, and may have moved since.
                    run.vm.heap.sp = run.sp;
                    run.unwind(raised)?;
                }
            }
        }
    }
}

impl Run<'_> {
    #[inline(always)]
    fn binary(&mut self, operator: BinaryOp) -> Step {
        let (left, right) = (self.read(self.sp + 4), self.top());
        if operator == BinaryOp::Is {
            self.sp += 4;
            self.set_top(Word::bool(left == right));
            return Ok(Flow::Next);
        }
        if let (Some(a), Some(b)) = (left.as_int(), right.as_int()) {
            let quick = match operator {
                BinaryOp::Add | BinaryOp::InplaceAdd => Word::int(a.wrapping_add(b)),
                BinaryOp::Subtract | BinaryOp::InplaceSubtract => Word::int(a.wrapping_sub(b)),
                BinaryOp::Multiply | BinaryOp::InplaceMultiply => a.checked_mul(b).and_then(Word::int),
                BinaryOp::FloorDivide | BinaryOp::InplaceFloorDivide if b > 0 => {
                    Some(Word::small(int::floor_divide(a, b)))
                }
                BinaryOp::Modulo | BinaryOp::InplaceModulo if b > 0 => Some(Word::small(int::modulo(a, b))),
                BinaryOp::Rshift | BinaryOp::InplaceRshift if b >= 0 => Some(Word::small(a >> b.min(31))),
                BinaryOp::Less => Some(Word::bool(a < b)),
                BinaryOp::More => Some(Word::bool(a > b)),
                BinaryOp::LessEqual => Some(Word::bool(a <= b)),
                BinaryOp::MoreEqual => Some(Word::bool(a >= b)),
                BinaryOp::Equal => Some(Word::bool(a == b)),
                BinaryOp::NotEqual => Some(Word::bool(a != b)),
                BinaryOp::And | BinaryOp::InplaceAnd => Word::int(a & b),
                BinaryOp::Or | BinaryOp::InplaceOr => Word::int(a | b),
                BinaryOp::Xor | BinaryOp::InplaceXor => Word::int(a ^ b),
                _ => None,
            };
            if let Some(word) = quick {
                self.sp += 4;
                self.set_top(word);
                return Ok(Flow::Next);
            }
        }
        let (left, right) = (self.slot(1), self.slot(0));
        self.replace(2, |vm| binary::op_binary(vm, operator, left, right))
    }
}

impl Visit for Run<'_> {
    type Return = Step;

    fn load_const_string(&mut self, qstr: QstrIndex) -> Step {
        let word = self.constant(qstr.0);
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_name(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        self.sync();
        let m = self.vm.view();
        let found = m.object(m.names()).and_then(|names| table::get_name(m, names, name)).map(Value::word);
        match found {
            Some(word) => {
                self.push(word);
                Ok(Flow::Next)
            }
            None => self.load_global(qstr),
        }
    }

    fn load_global(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let m = self.vm.view();
        let found = m.object(m.globals()).and_then(|globals| table::get_name(m, globals, name)).map(Value::word);
        let word = match found {
            Some(word) => word,
            None => {
                let found = self.slow(|vm| vm.load_builtin(name))?;
                match found {
                    Some(_) => self.result(),
                    None => return Err(self.raise_name(name)),
                }
            }
        };
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_attr(&mut self, qstr: QstrIndex) -> Step {
        let (name, object) = (self.name(qstr), self.slot(0));
        self.replace(1, |vm| attr::op_load_attr(vm, object, name))
    }

    fn load_method(&mut self, qstr: QstrIndex) -> Step {
        let (name, object) = (self.name(qstr), self.slot(0));
        let _ = self.slow(|vm| attr::op_load_method(vm, object, name))?;
        let self_argument = self.top();
        let function = self.result();
        self.set_top(function);
        self.push(self_argument);
        Ok(Flow::Next)
    }

    fn load_super_method(&mut self, qstr: QstrIndex) -> Step {
        // Stack: super, class, self.
        let (name, class, object) = (self.name(qstr), self.slot(1), self.slot(0));
        let _ = self.slow(|vm| types::super_::load_method(vm, class, object, name))?;
        let self_argument = self.top();
        let function = self.result();
        self.sp += 4;
        self.write(self.sp + 4, function);
        self.set_top(self_argument);
        Ok(Flow::Next)
    }

    fn store_name(&mut self, qstr: QstrIndex) -> Step {
        let (name, value) = (self.name(qstr), self.slot(0));
        self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.names());
            table::set_name(vm, holder, name, value)
        })?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn store_global(&mut self, qstr: QstrIndex) -> Step {
        let (name, value) = (self.name(qstr), self.slot(0));
        self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.globals());
            table::set_name(vm, holder, name, value)
        })?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn store_attr(&mut self, qstr: QstrIndex) -> Step {
        let (name, value, object) = (self.name(qstr), self.slot(1), self.slot(0));
        if self.read(value.address()).is_null() {
            self.slow(|vm| attr::op_delete_attr(vm, object, name))?;
        } else {
            self.slow(|vm| attr::op_store_attr(vm, object, name, value))?;
        }
        self.sp += 8;
        Ok(Flow::Next)
    }

    fn delete_name(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let found = self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.names());
            table::delete_name(vm, holder, name)
        })?;
        if found { Ok(Flow::Next) } else { Err(self.raise_name(name)) }
    }

    fn delete_global(&mut self, qstr: QstrIndex) -> Step {
        let name = self.name(qstr);
        let found = self.slow(|vm| {
            let holder = vm.slot()?;
            let m = vm.view();
            m.set(holder, m.globals());
            table::delete_name(vm, holder, name)
        })?;
        if found { Ok(Flow::Next) } else { Err(self.raise_name(name)) }
    }

    fn import_name(&mut self, qstr: QstrIndex) -> Step {
        // Stack: level, names to import.
        let (name, level, names) = (self.name(qstr), self.slot(1), self.slot(0));
        self.replace(2, |vm| crate::import::import_name(vm, name, names, level))
    }

    fn import_from(&mut self, qstr: QstrIndex) -> Step {
        let (name, module) = (self.name(qstr), self.slot(0));
        self.replace(0, |vm| crate::import::import_from(vm, module, name))
    }

    fn make_closure(&mut self, child: ChildIndex, n_cells: ClosedCells) -> Step {
        self.make_function_object(child, u32::from(n_cells.0), false)
    }

    fn make_closure_defargs(&mut self, child: ChildIndex, n_cells: ClosedCells) -> Step {
        self.make_function_object(child, u32::from(n_cells.0), true)
    }

    fn load_const_small_int(&mut self, value: SmallInt) -> Step {
        self.push(Word::small(value.0 as i32));
        Ok(Flow::Next)
    }

    fn load_const_obj(&mut self, constant: ConstantIndex) -> Step {
        let code = self.vm.heap.frame_code(self.fp);
        let consts = self.vm.heap.word(code, CODE_CONSTS).bits();
        // The last word of the constants says how many qstrs stand before the objects.
        let length = self.vm.heap.header(consts).length();
        let qstrs = self.vm.heap.word(consts, length - 1).to_int() as u32;
        let word = self.vm.heap.word(consts, qstrs + constant.0);
        self.push(word);
        Ok(Flow::Next)
    }

    fn load_fast_n(&mut self, slot: LocalSlot) -> Step {
        self.load_local(slot.0)
    }

    fn load_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        let word = self.read(cell);
        if word.is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.push(word);
        Ok(Flow::Next)
    }

    fn store_fast_n(&mut self, slot: LocalSlot) -> Step {
        let word = self.pop();
        self.write(self.local(slot.0), word);
        Ok(Flow::Next)
    }

    fn store_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        let word = self.pop();
        self.write(cell, word);
        Ok(Flow::Next)
    }

    fn delete_fast(&mut self, slot: LocalSlot) -> Step {
        let local = self.local(slot.0);
        if self.read(local).is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.write(local, Word::NULL);
        Ok(Flow::Next)
    }

    fn delete_deref(&mut self, slot: LocalSlot) -> Step {
        let cell = self.cell(slot.0)?;
        if self.read(cell).is_null() {
            return Err(self.raise_unbound(slot.0));
        }
        self.write(cell, Word::NULL);
        Ok(Flow::Next)
    }

    fn build_tuple(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| {
            let m = vm.reserve(words_size(n.0))?;
            Ok(m.ret(m.tuple_from(n.0, |index| m.get(first.next(index)))))
        })
    }

    fn build_list(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| build::list_from_slots(vm, first, n.0))
    }

    fn build_map(&mut self, n: Count) -> Step {
        let _ = n;
        self.replace(0, |vm| {
            let m = vm.reserve(words_size(1))?;
            Ok(m.ret(m.alloc(Kind::Dict, 0, &[Value::NULL])))
        })
    }

    fn build_set(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| build::set_from_slots(vm, first, n.0))
    }

    fn build_slice(&mut self, n: Count) -> Step {
        let first = self.first_of(n.0);
        self.replace(n.0, |vm| {
            let m = vm.reserve(words_size(3))?;
            let step = if n.0 == 3 { m.get(first.next(2)) } else { Value::NONE };
            Ok(m.ret(m.alloc(Kind::Slice, 0, &[m.get(first), m.get(first.next(1)), step])))
        })
    }

    fn store_comp(&mut self, target: CompTarget) -> Step {
        let collection = self.slot(target.depth);
        self.check_kind(
            collection,
            match target.kind {
                CompKind::List => Kind::List,
                CompKind::Dict => Kind::Dict,
                CompKind::Set => Kind::Set,
            },
        )?;
        match target.kind {
            CompKind::List => {
                let item = self.slot(0);
                self.slow(|vm| build::list_append_slot(vm, collection, item))?;
                self.sp += 4;
            }
            CompKind::Dict => {
                let (key, value) = (self.slot(0), self.slot(1));
                self.slow(|vm| table::set(vm, collection, key, value))?;
                self.sp += 8;
            }
            CompKind::Set => {
                let item = self.slot(0);
                self.slow(|vm| build::set_add(vm, collection, item))?;
                self.sp += 4;
            }
        }
        Ok(Flow::Next)
    }

    fn unpack_sequence(&mut self, n: Count) -> Step {
        let word = self.top();
        if self.unpack_quick(word, n.0) {
            return Ok(Flow::Next);
        }
        self.unpack(n.0, None)
    }

    fn unpack_ex(&mut self, sides: UnpackSides) -> Step {
        self.unpack(u32::from(sides.n_left), Some(u32::from(sides.n_right)))
    }

    fn make_function(&mut self, child: ChildIndex) -> Step {
        self.make_function_object(child, 0, false)
    }

    fn make_function_defargs(&mut self, child: ChildIndex) -> Step {
        self.make_function_object(child, 0, true)
    }

    fn call_function(&mut self, args: CallArgs) -> Step {
        let callee = self.sp + args.slots() * 4;
        let word = self.read(callee);
        self.set_callee(word);
        self.call(Call {
            first: callee - 4,
            count: u32::from(args.n_pos),
            keywords: u32::from(args.n_kw),
            result: callee,
            flags: 0,
        })
    }

    fn call_function_var_kw(&mut self, args: CallArgs) -> Step {
        let stars = self.pop().to_int() as u32;
        let callee = self.sp + args.slots() * 4;
        self.call_flattened(callee, None, callee - 4, stars, args)
    }

    fn call_method(&mut self, args: CallArgs) -> Step {
        let callee = self.sp + (args.slots() + 1) * 4;
        let word = self.read(callee);
        self.set_callee(word);
        let has_self = !self.read(callee - 4).is_null();
        self.call(Call {
            first: if has_self { callee - 4 } else { callee - 8 },
            count: u32::from(args.n_pos) + u32::from(has_self),
            keywords: u32::from(args.n_kw),
            result: callee,
            flags: 0,
        })
    }

    fn call_method_var_kw(&mut self, args: CallArgs) -> Step {
        let stars = self.pop().to_int() as u32;
        let callee = self.sp + (args.slots() + 1) * 4;
        let receiver = (!self.read(callee - 4).is_null()).then(|| Slot::at(callee - 4));
        self.call_flattened(callee, receiver, callee - 8, stars, args)
    }

    fn unwind_jump(&mut self, target: Label, count: UnwindCount) -> Step {
        let target = self.at.wrapping_add_signed(target.0) - self.vm.heap.frame_code(self.fp);
        self.push(Word::NONE);
        self.unwind_jump_to(target, u32::from(count.n_blocks), count.pops_iterator)
    }

    fn jump(&mut self, target: Label) -> Step {
        Run::jump(self, target.0)
    }

    fn pop_jump_if_true(&mut self, target: Label) -> Step {
        let truth = self.truth()?;
        self.sp += 4;
        if truth {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn pop_jump_if_false(&mut self, target: Label) -> Step {
        let truth = self.truth()?;
        self.sp += 4;
        if !truth {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn jump_if_true_or_pop(&mut self, target: ForwardLabel) -> Step {
        if self.truth()? {
            return Run::jump(self, target.0);
        } else {
            self.sp += 4;
        }
        Ok(Flow::Next)
    }

    fn jump_if_false_or_pop(&mut self, target: ForwardLabel) -> Step {
        if self.truth()? {
            self.sp += 4;
        } else {
            return Run::jump(self, target.0);
        }
        Ok(Flow::Next)
    }

    fn setup_with(&mut self, handler: ForwardLabel) -> Step {
        self.enter_with(handler)
    }

    fn setup_except(&mut self, handler: ForwardLabel) -> Step {
        self.push_handler(handler, false, 0);
        Ok(Flow::Next)
    }

    fn setup_finally(&mut self, handler: ForwardLabel) -> Step {
        self.push_handler(handler, true, 0);
        Ok(Flow::Next)
    }

    fn pop_except_jump(&mut self, target: ForwardLabel) -> Step {
        self.pop_handler();
        Run::jump(self, target.0)
    }

    fn for_iter(&mut self, target: ForwardLabel) -> Step {
        self.next_of_for(target)
    }

    fn load_const_false(&mut self) -> Step {
        self.push(Word::FALSE);
        Ok(Flow::Next)
    }

    fn load_const_none(&mut self) -> Step {
        self.push(Word::NONE);
        Ok(Flow::Next)
    }

    fn load_const_true(&mut self) -> Step {
        self.push(Word::TRUE);
        Ok(Flow::Next)
    }

    fn load_null(&mut self) -> Step {
        self.push(Word::NULL);
        Ok(Flow::Next)
    }

    fn load_build_class(&mut self) -> Step {
        self.replace(0, |vm| {
            Ok(match vm.load_builtin(crate::q!(__build_class__))? {
                Some(ret) => ret,
                None => vm.ret_none(),
            })
        })
    }

    fn load_subscr(&mut self) -> Step {
        let (object, index) = (self.slot(1), self.slot(0));
        self.replace(2, |vm| subscr::op_load_subscr(vm, object, index))
    }

    fn store_subscr(&mut self) -> Step {
        let (value, object, index) = (self.slot(2), self.slot(1), self.slot(0));
        if self.read(value.address()).is_null() {
            self.slow(|vm| subscr::op_delete_subscr(vm, object, index))?;
        } else {
            self.slow(|vm| subscr::op_store_subscr(vm, object, index, value))?;
        }
        self.sp += 12;
        Ok(Flow::Next)
    }

    fn dup_top(&mut self) -> Step {
        let word = self.top();
        self.push(word);
        Ok(Flow::Next)
    }

    fn dup_top_two(&mut self) -> Step {
        let (second, first) = (self.read(self.sp + 4), self.top());
        self.push(second);
        self.push(first);
        Ok(Flow::Next)
    }

    fn pop_top(&mut self) -> Step {
        self.sp += 4;
        Ok(Flow::Next)
    }

    fn rot_two(&mut self) -> Step {
        let (second, first) = (self.read(self.sp + 4), self.top());
        self.set_top(second);
        self.write(self.sp + 4, first);
        Ok(Flow::Next)
    }

    fn rot_three(&mut self) -> Step {
        let (third, second, first) = (self.read(self.sp + 8), self.read(self.sp + 4), self.top());
        self.write(self.sp + 8, first);
        self.write(self.sp + 4, third);
        self.set_top(second);
        Ok(Flow::Next)
    }

    fn with_cleanup(&mut self) -> Step {
        self.leave_with()
    }

    fn end_finally(&mut self) -> Step {
        let pending = self.pop_handler();
        match self.top() {
            Word::NONE => self.sp += 4,
            Word::UNWIND_RETURN => {
                self.sp += 4;
                return self.return_top();
            }
            Word::UNWIND_JUMP if pending.as_int().is_some() => {
                let rest = pending.to_int() as u32;
                self.sp += 4;
                return self.unwind_jump_to(rest >> 8, rest >> 1 & 0x7f, rest & 1 != 0);
            }
            _ => {
                let exception = self.slot(0);
                self.sync();
                return Err(self.vm.raise_slot(exception));
            }
        }
        Ok(Flow::Next)
    }

    fn get_iter(&mut self) -> Step {
        let object = self.slot(0);
        self.replace(1, |vm| iter::op_iter(vm, object))
    }

    fn get_iter_stack(&mut self) -> Step {
        self.start_for()
    }

    fn store_map(&mut self) -> Step {
        let (dict, value, key) = (self.slot(2), self.slot(1), self.slot(0));
        self.check_kind(dict, Kind::Dict)?;
        self.slow(|vm| table::set(vm, dict, key, value))?;
        self.sp += 8;
        Ok(Flow::Next)
    }

    fn return_value(&mut self) -> Step {
        self.return_top()
    }

    fn raise_last(&mut self) -> Step {
        let heap = &self.vm.heap;
        let handled = (0..self.state().handlers())
            .rev()
            .map(|index| heap.handler_address(self.fp, index))
            .find(|&place| heap.read(place).as_address().is_some());
        self.sync();
        Err(match handled {
            Some(place) => self.vm.raise_slot(Slot::at(place)),
            None => self.vm.raise(Type::RuntimeError, "no active exception to reraise"),
        })
    }

    fn raise_obj(&mut self) -> Step {
        let exception = self.slot(0);
        self.sync();
        Err(self.vm.raise_slot(exception))
    }

    /// The cause is forgotten. DIFF: where the reference is built with warnings, it writes that it has no chaining.
    fn raise_from(&mut self) -> Step {
        let exception = self.slot(1);
        self.sync();
        Err(self.vm.raise_slot(exception))
    }

    fn yield_value(&mut self) -> Step {
        self.yield_top()
    }

    fn yield_from(&mut self) -> Step {
        self.delegate()
    }

    fn import_star(&mut self) -> Step {
        let module = self.slot(0);
        self.slow(|vm| crate::import::import_star(vm, module))?;
        self.sp += 4;
        Ok(Flow::Next)
    }

    #[inline(always)]
    fn load_const_small_int_multi(&mut self, value: TinyInt) -> Step {
        self.push(Word::small(i32::from(value.get())));
        Ok(Flow::Next)
    }

    #[inline(always)]
    fn load_fast_multi(&mut self, slot: LowSlot) -> Step {
        self.load_local(slot.get().into())
    }

    #[inline(always)]
    fn store_fast_multi(&mut self, slot: LowSlot) -> Step {
        let word = self.pop();
        self.write(self.local(slot.get().into()), word);
        Ok(Flow::Next)
    }

    fn unary_op_multi(&mut self, operator: UnaryOp) -> Step {
        if operator == UnaryOp::Not {
            let truth = self.truth()?;
            self.set_top(Word::bool(!truth));
            return Ok(Flow::Next);
        }
        let operand = self.slot(0);
        self.replace(1, |vm| unary::op_unary(vm, operator, operand))
    }

    #[inline(always)]
    fn binary_op_multi(&mut self, operator: BinaryOp) -> Step {
        self.binary(operator)
    }
}

impl Vm {
    /// Looks a builtin's name up; the result is it, if there is one.
    pub(crate) fn load_builtin(&mut self, name: Qstr) -> Result<Option<Ret>, Raised> {
        match crate::modules::find_builtin(name) {
            Some(word) => Ok(Some(self.ret(word))),
            None => Ok(None),
        }
    }
}
