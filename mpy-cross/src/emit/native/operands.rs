//! Operands: how values get into registers, onto the stack and into their places.

use alloc::string::ToString;

use mpy_format::native::Entry;

use super::function::FunctionEmitter;
use super::value::{Holder, Stack, Type, Value};
use super::{Reg, WrongType};
use crate::optimize::Pass;
use crate::scope::{Binding, LocalSlot};

impl FunctionEmitter<'_> {
    /// The type of the value that is so far from the top. Outside viper everything is an object, or becomes one.
    pub(super) fn peek_kind(&self, from_top: usize) -> Type {
        if self.is_viper { self.stack.peek(from_top).kind } else { Type::OBJECT }
    }

    pub(super) fn push_register(&mut self, kind: Type, reg: Reg) {
        self.stack.push(kind, Holder::Register(reg));
    }

    /// Pushes the object that a call gives.
    pub(super) fn push_result(&mut self) {
        self.push_register(Type::OBJECT, self.regs.result);
    }

    pub(super) fn push_immediate(&mut self, kind: Type, value: i64) {
        self.stack.push(kind, Holder::Immediate(value));
    }

    pub(super) fn push_none(&mut self) {
        self.push_immediate(Type::None, 0);
    }

    /// Writes the value of a register to its place.
    fn spill(&mut self, index: usize, reg: Reg) {
        self.stack.put(index, self.stack.at(index).kind);
        let place = self.operand_place(index);
        self.store_state(place, reg);
    }

    /// Frees a register of the values that it holds, but for that at the index `except`.
    fn free_register_except(&mut self, reg: Reg, except: Option<usize>) {
        for index in self.stack.held_by(reg, except) {
            self.spill(index, reg);
        }
    }

    /// Frees a register of the values that it holds.
    pub(super) fn free_register(&mut self, reg: Reg) {
        self.free_register_except(reg, None);
    }

    /// Frees all registers.
    pub(super) fn free_registers(&mut self) {
        while let Some((index, reg)) = self.stack.lowest_in_register() {
            self.spill(index, reg);
        }
    }

    /// Frees the registers that a call does not preserve.
    pub(super) fn free_for_call(&mut self) {
        if !self.passes.contains(Pass::Keep) || self.stack.depth() > Stack::MAX_KEPT {
            return self.free_registers();
        }
        let regs = self.regs;
        for reg in regs.temps.into_iter().chain(regs.arguments).chain([regs.result]) {
            if !regs.locals.contains(&reg) {
                self.free_register(reg);
            }
        }
    }

    /// Writes everything to its place, because other code expects it there. The first scratch register is preserved.
    pub(super) fn settle(&mut self) {
        self.free_registers();
        let via = self.regs.temps[1];
        while let Some(index) = self.stack.lowest_immediate() {
            self.settle_immediate(index, via);
        }
        while let Some(index) = self.stack.lowest_in_variable(None) {
            self.settle_variable(index, via);
        }
    }

    /// Writes all but the upper `n` values to their places.
    pub(super) fn settle_below(&mut self, n: usize) {
        let end = self.stack.depth().saturating_sub(n);
        while let Some((index, reg)) = self.stack.lowest_in_register().filter(|&(index, _)| index < end) {
            self.spill(index, reg);
        }
        let via = self.regs.temps[1];
        while let Some(index) = self.stack.lowest_immediate().filter(|&index| index < end) {
            self.free_register(via);
            self.settle_immediate(index, via);
        }
        while let Some(index) = self.stack.lowest_in_variable(None).filter(|&index| index < end) {
            self.free_register(via);
            self.settle_variable(index, via);
        }
    }

    /// Writes the value of a variable to its own place.
    fn settle_variable(&mut self, index: usize, via: Reg) {
        let value = self.stack.at(index);
        self.load_held(via, value);
        self.stack.put(index, value.kind);
        let place = self.operand_place(index);
        self.store_state(place, via);
    }

    /// A variable changes: what is only there is written to its place.
    ///
    /// The register of the new value, which has been popped, is not used.
    pub(super) fn release_variable(&mut self, slot: LocalSlot, new: Reg) {
        let [first, second, _] = self.regs.temps;
        let via = if new == second { first } else { second };
        while let Some(index) = self.stack.lowest_in_variable(Some(slot)) {
            self.free_register(via);
            self.settle_variable(index, via);
        }
    }

    /// Loads a value that is only where a variable is.
    fn load_held(&mut self, to: Reg, value: Value) {
        if let Holder::Variable(slot) = value.holder {
            let place = self.variable_place(slot);
            self.load_state(to, place);
        }
    }

    fn settle_immediate(&mut self, index: usize, via: Reg) {
        let value = self.stack.at(index);
        let kind = self.load_immediate_value(via, value, false);
        self.stack.put(index, kind);
        let place = self.operand_place(index);
        self.store_state(place, via);
    }

    /// Loads a constant value, as an object outside viper or if it is to be one. Gives the type it has then.
    fn load_immediate_value(&mut self, to: Reg, value: Value, as_object: bool) -> Type {
        let Value { kind, holder: Holder::Immediate(number) } = value else { return value.kind };
        if self.is_viper && !as_object {
            self.target.load_immediate(self.code, to, number);
            return kind;
        }
        match kind {
            Type::OBJECT => self.target.load_immediate(self.code, to, number),
            Type::BOOL => self.load_entry(to, if number == 0 { Entry::ConstFalse } else { Entry::ConstTrue }),
            Type::INT | Type::UINT => self.target.load_immediate(self.code, to, number << 1 | 1),
            Type::None => self.load_entry(to, Entry::ConstNone),
            Type::Native(_) | Type::Unbound | Type::Cast => self.unsupported("conversion to object"),
        }
        Type::OBJECT
    }

    /// Loads a value of the table of the runtime.
    pub(super) fn load_entry(&mut self, to: Reg, entry: Entry) {
        self.target.load_word(self.code, to, self.regs.fun_table, entry.number().into());
    }

    /// Loads the value that is so far from the top (0 is the top), which stays on the stack.
    pub(super) fn load_operand(&mut self, from_top: usize, to: Reg) -> Type {
        let Some(index) = self.stack.depth().checked_sub(1 + from_top) else { return Type::OBJECT };
        self.free_register_except(to, Some(index));
        let value = self.stack.at(index);
        match value.holder {
            Holder::Place => {
                let place = self.operand_place(index);
                self.load_state(to, place);
            }
            Holder::Register(reg) if reg != to => self.target.move_register(self.code, to, reg),
            Holder::Register(_) => {}
            Holder::Immediate(_) => return self.load_immediate_value(to, value, false),
            Holder::Variable(_) => self.load_held(to, value),
        }
        value.kind
    }

    /// Pops a value into a register.
    pub(super) fn pop_to(&mut self, to: Reg) -> Type {
        let kind = self.load_operand(0, to);
        self.stack.drop(1);
        kind
    }

    /// Pops a value into a register, or leaves it in the one that it is in, unless that is one of `not`.
    pub(super) fn pop_flexibly(&mut self, to: Reg, not: &[Reg]) -> (Type, Reg) {
        match self.stack.peek(0) {
            Value { kind, holder: Holder::Register(reg) } if !not.contains(&reg) => {
                self.free_register_except(reg, Some(self.stack.depth() - 1));
                self.stack.drop(1);
                (kind, reg)
            }
            _ => (self.pop_to(to), to),
        }
    }

    /// Pops a value into a register as an object. Making one is a call, so what is to be in registers with it comes
    /// later.
    pub(super) fn pop_object_to(&mut self, to: Reg) {
        if self.peek_kind(0) == Type::OBJECT {
            self.pop_to(to);
            return;
        }
        let kind = self.pop_to(self.regs.arguments[0]);
        self.make_object(kind);
        self.target.move_register(self.code, to, self.regs.result);
    }

    /// Makes an object of the value in the register of the first argument.
    pub(super) fn make_object(&mut self, kind: Type) {
        self.call_with(Entry::ConvertNativeToObj, &[(self.regs.arguments[1], kind.number())]);
    }

    /// Makes objects of the values on top, so many, and gives the address of the lowest; they are popped.
    pub(super) fn pop_objects(&mut self, n: usize, address: Reg) {
        self.put_objects(n, address);
        self.stack.drop(n);
        self.load_stack_address(address);
    }

    /// Makes objects of the values on top, so many, and puts them into their places. `via` is used on the way.
    pub(super) fn put_objects(&mut self, n: usize, via: Reg) {
        self.free_for_call();
        let top = self.stack.depth();
        for index in top.saturating_sub(n)..top {
            if let Holder::Register(reg) = self.stack.at(index).holder {
                self.spill(index, reg);
            }
        }
        for index in (top.saturating_sub(n)..top).rev() {
            let value = self.stack.at(index);
            match value.holder {
                Holder::Immediate(_) => {
                    let kind = self.load_immediate_value(via, value, true);
                    self.stack.put(index, kind);
                    let place = self.operand_place(index);
                    self.store_state(place, via);
                }
                Holder::Variable(_) => self.settle_variable(index, via),
                Holder::Place | Holder::Register(_) => {}
            }
        }
        for index in (top.saturating_sub(n)..top).rev() {
            let kind = self.stack.at(index).kind;
            if kind != Type::OBJECT {
                let place = self.operand_place(index);
                self.load_state(self.regs.arguments[0], place);
                self.make_object(kind);
                self.store_state(place, self.regs.result);
                self.stack.put(index, Type::OBJECT);
            }
        }
    }

    /// Pushes so many objects that a call writes to their places, and gives the address of the lowest.
    pub(super) fn push_objects(&mut self, n: usize, address: Reg) {
        self.free_for_call();
        self.load_stack_address(address);
        self.stack.push_places(Type::OBJECT, n);
    }

    /// The address of the place above the operands.
    fn load_stack_address(&mut self, to: Reg) {
        let place = self.operand_place(self.stack.depth());
        self.load_state_address(to, place);
    }

    /// A jump brings values, or takes them.
    pub(super) fn adjust_stack(&mut self, by: i32) {
        match by {
            1 => self.stack.push_places(self.kept_kind, 1),
            _ if by < 0 => self.stack.drop(by.unsigned_abs() as usize),
            _ => self.stack.push_places(Type::OBJECT, by as usize),
        }
    }

    /// Pushes the value of a variable that is not in a register.
    pub(super) fn push_variable(&mut self, kind: Type, slot: LocalSlot, via: Reg) {
        if self.passes.contains(Pass::Keep) && self.stack.depth() < Stack::MAX_KEPT {
            return self.stack.push(kind, Holder::Variable(slot));
        }
        self.free_register(via);
        let place = self.variable_place(slot);
        self.load_state(via, place);
        self.push_register(kind, via);
    }

    /// Pushes another value that is so far from the top; one that is in its place is loaded to a register.
    fn push_copy(&mut self, from_top: usize, via: Reg) {
        let value = self.stack.peek(from_top);
        match value.holder {
            Holder::Place => {
                let kind = self.load_operand(from_top, via);
                self.push_register(kind, via);
            }
            Holder::Variable(slot) => self.push_variable(value.kind, slot, via),
            Holder::Register(_) | Holder::Immediate(_) => self.stack.push(value.kind, value.holder),
        }
    }

    /// Pops a value that may be anywhere but in its place; not in the registers of some others.
    fn pop_value(&mut self, others: &[Value]) -> Value {
        let value = self.stack.peek(0);
        let may_stay = match value.holder {
            Holder::Register(_) | Holder::Immediate(_) => true,
            Holder::Variable(_) => self.stack.depth() < Stack::MAX_KEPT,
            Holder::Place => false,
        };
        if may_stay {
            self.stack.drop(1);
            return value;
        }
        let is_free = |&reg: &Reg| others.iter().all(|other| other.holder != Holder::Register(reg));
        let via = self.regs.temps.into_iter().find(is_free).expect("there are no more than two others");
        let kind = self.pop_to(via);
        Value { kind, holder: Holder::Register(via) }
    }

    /// `value -- value`, and stores it in a variable.
    pub(super) fn store_copy(&mut self, binding: &Binding) {
        // What is on top may be that variable itself; then it stays what it is.
        self.release_variable(binding.slot, self.regs.temps[0]);
        let kind = match (self.variable_register(binding.slot), self.stack.peek(0).holder) {
            (Some(reg), _) => self.load_operand(0, reg),
            (None, Holder::Register(reg)) => {
                self.store_state(self.variable_place(binding.slot), reg);
                self.stack.peek(0).kind
            }
            (None, Holder::Place | Holder::Immediate(_) | Holder::Variable(_)) => {
                let kind = self.load_operand(0, self.regs.temps[0]);
                self.store_state(self.variable_place(binding.slot), self.regs.temps[0]);
                kind
            }
        };
        self.variable_has_type(binding, kind);
    }

    pub(super) fn dup_top(&mut self) {
        if self.passes.contains(Pass::Keep) {
            return self.push_copy(0, self.regs.temps[0]);
        }
        let (kind, reg) = self.pop_flexibly(self.regs.temps[0], &[]);
        self.push_register(kind, reg);
        self.push_register(kind, reg);
    }

    pub(super) fn dup_top_two(&mut self) {
        let [first, second, _] = self.regs.temps;
        if self.passes.contains(Pass::Keep) {
            self.push_copy(1, second);
            return self.push_copy(1, first);
        }
        let above = self.pop_to(first);
        let below = self.pop_to(second);
        for _ in 0..2 {
            self.push_register(below, second);
            self.push_register(above, first);
        }
    }

    pub(super) fn rot_two(&mut self) {
        if self.passes.contains(Pass::Keep) {
            let above = self.pop_value(&[]);
            let below = self.pop_value(&[above]);
            self.stack.push(above.kind, above.holder);
            return self.stack.push(below.kind, below.holder);
        }
        let [first, second, _] = self.regs.temps;
        let above = self.pop_to(first);
        let below = self.pop_to(second);
        self.push_register(above, first);
        self.push_register(below, second);
    }

    pub(super) fn rot_three(&mut self) {
        if self.passes.contains(Pass::Keep) {
            let top = self.pop_value(&[]);
            let middle = self.pop_value(&[top]);
            let bottom = self.pop_value(&[top, middle]);
            for value in [top, bottom, middle] {
                self.stack.push(value.kind, value.holder);
            }
            return;
        }
        let [first, second, third] = self.regs.temps;
        let top = self.pop_to(first);
        let middle = self.pop_to(second);
        let bottom = self.pop_to(third);
        self.push_register(top, first);
        self.push_register(bottom, third);
        self.push_register(middle, second);
    }

    /// Drops the value below the top.
    pub(super) fn drop_below_top(&mut self, via: Reg) {
        let mut value = self.stack.pop();
        if value.holder == Holder::Place {
            let place = self.operand_place(self.stack.depth());
            self.load_state(via, place);
            value.holder = Holder::Register(via);
        }
        self.stack.drop(1);
        self.stack.push(value.kind, value.holder);
    }

    /// Calls an entry whose arguments are in their registers.
    pub(super) fn call(&mut self, entry: Entry) {
        self.free_for_call();
        self.target.call(self.code, entry);
    }

    /// Calls an entry after loading numbers into registers.
    pub(super) fn call_with(&mut self, entry: Entry, numbers: &[(Reg, i64)]) {
        self.free_for_call();
        for &(reg, number) in numbers {
            self.target.load_immediate(self.code, reg, number);
        }
        self.target.call(self.code, entry);
    }

    /// Something that the emitter does not do.
    pub(super) fn unsupported(&mut self, text: &'static str) {
        self.unsupported.get_or_insert(text);
    }

    /// An error of types.
    pub(super) fn wrong_type(&mut self, error: WrongType<'_>) {
        self.refuse(error.to_string());
    }
}
