//! The operand stack as it is known while compiling: where each value is, and of which type.
//!
//! Every value has a place in the frame, by its depth. It may be in a register still, only in the variable that it comes
//! from, or be a constant that is nowhere yet; such a value is written to its place when the register is needed, when the
//! variable changes, or when other code expects it there.

use alloc::vec::Vec;

use mpy_format::native::NativeType;

use super::Reg;
use crate::scope::LocalSlot;

/// The type of a value or a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// One that annotations can name.
    Native(NativeType),
    /// That of `None` where it is not an object.
    None,
    /// That of a variable before its first assignment.
    Unbound,
    /// That of `int`, `ptr8` and the like as the function of a call; the constant is the type to cast to.
    Cast,
}

impl Type {
    pub const OBJECT: Type = Type::Native(NativeType::Object);
    pub const BOOL: Type = Type::Native(NativeType::Bool);
    pub const INT: Type = Type::Native(NativeType::Int);
    pub const UINT: Type = Type::Native(NativeType::Uint);

    /// The number that conversions in the runtime take; they look at its lowest four bits.
    pub const fn number(self) -> i64 {
        match self {
            Type::Native(kind) => kind.number() as i64,
            Type::None => 0x50 | NativeType::Ptr.number() as i64,
            Type::Unbound => 0x60,
            Type::Cast => 0x70,
        }
    }

    /// The name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Type::Native(kind) => kind.name(),
            Type::None | Type::Unbound | Type::Cast => "None",
        }
    }

    /// Whether it is a number that there are instructions for.
    pub fn is_integer(self) -> bool {
        self == Type::INT || self == Type::UINT
    }
}

/// Where a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// In its place.
    Place,
    /// In a register, and not in its place.
    Register(Reg),
    /// Nowhere: it is this number.
    Immediate(i64),
    /// Only where a variable is, which is not in a register; before that changes, the value is written to its place.
    Variable(LocalSlot),
}

/// A value on the operand stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub kind: Type,
    pub holder: Holder,
}

/// Registers of any target are numbered below this.
const N_REGISTERS: usize = 32;

/// What is popped from an empty stack, which happens behind an error only.
const MISSING: Value = Value { kind: Type::OBJECT, holder: Holder::Place };

/// The operand stack.
///
/// What is not in its place is found in time that is paid for by the pushes: below the two marks there is none, and a
/// register's values are looked for from the top, as many as are counted.
#[derive(Debug, Default)]
pub(super) struct Stack {
    values: Vec<Value>,
    max_depth: usize,
    /// How many values each register holds.
    counts: [usize; N_REGISTERS],
    /// How many values are only where a variable is. They are all below [`Stack::MAX_KEPT`].
    n_variables: usize,
    /// Values below this index are not in registers.
    no_registers: usize,
    /// Values below this index are not immediate.
    no_immediates: usize,
}

impl Stack {
    /// Empties it. The greatest depth is kept: it is about the whole function.
    pub fn clear(&mut self) {
        self.drop(self.depth());
    }

    /// Forgets the greatest depth.
    pub fn forget_depth(&mut self) {
        self.max_depth = 0;
    }

    pub fn depth(&self) -> usize {
        self.values.len()
    }

    /// The greatest depth that there was.
    pub fn max_depth(&self) -> usize {
        self.max_depth
    }

    pub fn at(&self, index: usize) -> Value {
        self.values[index]
    }

    /// The value that is so far from the top; 0 is the top.
    pub fn peek(&self, from_top: usize) -> Value {
        self.values.iter().nth_back(from_top).copied().unwrap_or(MISSING)
    }

    pub fn push(&mut self, kind: Type, holder: Holder) {
        if let Holder::Register(reg) = holder {
            self.counts[usize::from(reg.0)] += 1;
        }
        self.n_variables += usize::from(matches!(holder, Holder::Variable(_)));
        self.values.push(Value { kind, holder });
        self.max_depth = self.max_depth.max(self.values.len());
    }

    /// Pushes values that are in their places already.
    pub fn push_places(&mut self, kind: Type, n: usize) {
        for _ in 0..n {
            self.push(kind, Holder::Place);
        }
    }

    pub fn pop(&mut self) -> Value {
        let value = self.values.pop().unwrap_or(MISSING);
        if let Holder::Register(reg) = value.holder {
            self.counts[usize::from(reg.0)] -= 1;
        }
        self.n_variables -= usize::from(matches!(value.holder, Holder::Variable(_)));
        self.no_registers = self.no_registers.min(self.values.len());
        self.no_immediates = self.no_immediates.min(self.values.len());
        value
    }

    pub fn drop(&mut self, n: usize) {
        for _ in 0..n {
            self.pop();
        }
    }

    /// The value at an index is in its place now, and of this type.
    pub fn put(&mut self, index: usize, kind: Type) {
        if let Holder::Register(reg) = self.values[index].holder {
            self.counts[usize::from(reg.0)] -= 1;
        }
        self.n_variables -= usize::from(matches!(self.values[index].holder, Holder::Variable(_)));
        self.values[index] = Value { kind, holder: Holder::Place };
    }

    /// The indices of the values that the register holds, other than that at `except`, ascending.
    pub fn held_by(&self, reg: Reg, except: Option<usize>) -> Vec<usize> {
        let mut n_left = self.counts[usize::from(reg.0)];
        let mut held = Vec::new();
        let mut index = self.values.len();
        while n_left > 0 {
            index -= 1;
            if self.values[index].holder == Holder::Register(reg) {
                n_left -= 1;
                if Some(index) != except {
                    held.push(index);
                }
            }
        }
        held.reverse();
        held
    }

    /// The lowest value that a register holds: its index and its register. The caller puts it into its place.
    pub fn lowest_in_register(&mut self) -> Option<(usize, Reg)> {
        while let Some(value) = self.values.get(self.no_registers) {
            if let Holder::Register(reg) = value.holder {
                return Some((self.no_registers, reg));
            }
            self.no_registers += 1;
        }
        None
    }

    /// The lowest value that is immediate: its index. The caller puts it into its place.
    pub fn lowest_immediate(&mut self) -> Option<usize> {
        while let Some(value) = self.values.get(self.no_immediates) {
            if let Holder::Immediate(_) = value.holder {
                return Some(self.no_immediates);
            }
            self.no_immediates += 1;
        }
        None
    }

    /// So many of the lowest values may be anywhere for long: looking through them takes no time.
    pub const MAX_KEPT: usize = 32;

    /// The lowest value that is only where a variable is, that variable if one is given: its index. The caller puts it into
    /// its place.
    pub fn lowest_in_variable(&self, slot: Option<LocalSlot>) -> Option<usize> {
        if self.n_variables == 0 {
            return None;
        }
        self.values.iter().take(Self::MAX_KEPT).position(|value| match value.holder {
            Holder::Variable(it) => slot.is_none_or(|slot| slot == it),
            Holder::Place | Holder::Register(_) | Holder::Immediate(_) => false,
        })
    }

    /// The value on top is taken for one of another type.
    pub fn set_top_kind(&mut self, kind: Type) {
        if let Some(top) = self.values.last_mut() {
            top.kind = kind;
        }
    }
}
