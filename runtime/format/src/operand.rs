//! The kinds of operands: how each is written in bytecode, and what it means.
//!
//! ```text
//! uint          seven bits a byte, most significant first, bit 7 set on all but the last
//! small int     the same, the first byte's bit 6 being the sign
//! label         one byte 0sssssss, or two bytes 1lllllll hhhhhhhh; unsigned, or biased by 0x40 and 0x4000
//! extra byte    one byte, after another operand
//! ```

use crate::error::{DecodeError, ErrorKind};
use crate::operator::{BinaryOp, UnaryOp};

/// Where instruction bytes come from. `Checked` trusts nothing; a virtual machine that runs verified code has a reader
/// whose `Error` is uninhabited and whose `check` does nothing, so that every error path vanishes.
pub trait Reader {
    /// What a read can fail with.
    type Error;
    /// The next byte.
    fn byte(&mut self) -> Result<u8, Self::Error>;
    /// An error of this kind at the byte last read. Only called for what verified code never contains.
    fn error(&self, kind: ErrorKind) -> Self::Error;
    /// Fails with `kind` unless `holds`.
    #[inline]
    fn check(&self, holds: bool, kind: ErrorKind) -> Result<(), Self::Error> {
        if holds { Ok(()) } else { Err(self.error(kind)) }
    }
}

/// The reader for bytes that nobody has looked at yet.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Checked<'a> {
    /// Reads `bytes` from offset `at` on.
    pub fn new(bytes: &'a [u8], at: usize) -> Checked<'a> {
        Checked { bytes, at }
    }

    /// Offset of the next byte.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }
}

impl Reader for Checked<'_> {
    type Error = DecodeError;

    fn byte(&mut self) -> Result<u8, DecodeError> {
        let byte = *self.bytes.get(self.at).ok_or(DecodeError::new(self.at, ErrorKind::UnexpectedEnd))?;
        self.at += 1;
        Ok(byte)
    }

    fn error(&self, kind: ErrorKind) -> DecodeError {
        DecodeError::new(self.at.saturating_sub(1), kind)
    }
}

/// Where encoded bytes go.
pub trait Output {
    /// Appends one byte.
    fn byte(&mut self, byte: u8);

    /// Appends some.
    fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.byte(byte));
    }
}

#[cfg(feature = "alloc")]
impl Output for alloc::vec::Vec<u8> {
    fn byte(&mut self, byte: u8) {
        self.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Counts the bytes and keeps none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter(pub u32);

impl Output for Counter {
    fn byte(&mut self, _: u8) {
        self.0 += 1;
    }
}

/// Reads a uint of at most 32 bits.
#[inline]
pub fn read_uint<R: Reader>(reader: &mut R) -> Result<u32, R::Error> {
    let mut value = 0u32;
    loop {
        let byte = reader.byte()?;
        reader.check(value >> 25 == 0, ErrorKind::IntegerTooLarge)?;
        value = value << 7 | u32::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
}

/// Writes a uint in as few bytes as possible.
pub fn write_uint<O: Output + ?Sized>(out: &mut O, value: u64) {
    let n_bits = (64 - value.leading_zeros()).max(1);
    for group in (0..n_bits.div_ceil(7)).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        out.byte(more | (value >> (7 * group)) as u8 & 0x7f);
    }
}

/// How the first operand of an instruction is written, which the high nibble of its opcode tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Format {
    /// There is none.
    Byte = 0,
    /// A uint that counts in the qstr table.
    Qstr = 1,
    /// Another uint, or a small int.
    VarUint = 2,
    /// A label.
    Offset = 3,
}

impl Format {
    /// The format of `opcode`, by the rule that all tools of the field use to skip instructions.
    pub const fn of(opcode: u8) -> Format {
        match (0x0000_03a4_u32 >> (2 * (opcode >> 4))) & 3 {
            0 => Format::Byte,
            1 => Format::Qstr,
            2 => Format::VarUint,
            _ => Format::Offset,
        }
    }

    /// Whether an extra byte follows the first operand of `opcode`, by the same tools' rule.
    pub const fn has_extra_byte(opcode: u8) -> bool {
        opcode & 0x9e == 0
    }
}

/// A kind of operand: something that follows an opcode.
pub trait Operand: Copy {
    /// How it is written when it comes first; `Byte` for one that only comes second.
    const FORMAT: Format;
    /// Reads it.
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error>;
    /// Writes it; `false` if it does not fit its encoding.
    #[must_use]
    fn write<O: Output>(self, out: &mut O) -> bool;
    /// What it is, for those who look at operands without knowing the instruction.
    fn value(self) -> Value;
}

/// An operand of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A local variable.
    Slot(u32),
    /// An index into the module's qstr table.
    Qstr(u32),
    /// An index into the module's constants.
    Constant(u32),
    /// An index into the functions that this one makes.
    Child(u32),
    /// How many.
    Count(u32),
    /// An integer value.
    Int(i64),
    /// A jump target, relative to the opcode's byte.
    Label(i32),
    /// Arguments of a call: positional, keyword.
    Args(u8, u8),
    /// Names before and after the starred one.
    Unpack(u8, u8),
    /// What a comprehension adds to, and how far below the top of the stack it is.
    Comp(CompKind, u32),
    /// Exception blocks to leave, and whether the loop's iterator goes too.
    Unwind(u8, bool),
    /// An operator on one value.
    Unary(UnaryOp),
    /// An operator on two values.
    Binary(BinaryOp),
}

/// Declares operand kinds that are a uint in bytecode.
macro_rules! uint_operands {
    ($($(#[$meta:meta])* $name:ident $format:ident $value:ident;)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl Operand for $name {
            const FORMAT: Format = Format::$format;
            #[inline]
            fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
                Ok($name(read_uint(reader)?))
            }
            fn write<O: Output>(self, out: &mut O) -> bool {
                write_uint(out, self.0.into());
                true
            }
            fn value(self) -> Value {
                Value::$value(self.0)
            }
        }
    )* };
}

uint_operands! {
    /// A local variable, counted from the first argument.
    LocalSlot VarUint Slot;
    /// An index into the module's qstr table.
    QstrIndex Qstr Qstr;
    /// An index into the module's constants.
    ConstantIndex VarUint Constant;
    /// An index into the functions that this one makes.
    ChildIndex VarUint Child;
    /// How many values.
    Count VarUint Count;
}

/// The arguments of a call, besides what is called and what describes `*` and `**`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallArgs {
    /// Positional ones, a value each.
    pub n_pos: u8,
    /// Keyword ones, a name and a value each.
    pub n_kw: u8,
}

impl CallArgs {
    /// Slots that they take on the stack.
    pub const fn slots(self) -> u32 {
        self.n_pos as u32 + 2 * self.n_kw as u32
    }
}

impl Operand for CallArgs {
    const FORMAT: Format = Format::VarUint;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let [n_pos, n_kw] = read_pair(reader)?;
        Ok(CallArgs { n_pos, n_kw })
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        write_uint(out, u64::from(self.n_kw) << 8 | u64::from(self.n_pos));
        true
    }

    fn value(self) -> Value {
        Value::Args(self.n_pos, self.n_kw)
    }
}

/// How `a, *b, c = x` divides its values: names before the starred one, and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnpackSides {
    /// Names before the starred one.
    pub n_left: u8,
    /// Names after the starred one.
    pub n_right: u8,
}

impl Operand for UnpackSides {
    const FORMAT: Format = Format::VarUint;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let [n_left, n_right] = read_pair(reader)?;
        Ok(UnpackSides { n_left, n_right })
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        write_uint(out, u64::from(self.n_right) << 8 | u64::from(self.n_left));
        true
    }

    fn value(self) -> Value {
        Value::Unpack(self.n_left, self.n_right)
    }
}

/// Two bytes in one uint, the low one first.
#[inline]
fn read_pair<R: Reader>(reader: &mut R) -> Result<[u8; 2], R::Error> {
    let pair = read_uint(reader)?;
    reader.check(pair <= 0xffff, ErrorKind::MeaninglessOperand(pair))?;
    Ok([pair as u8, (pair >> 8) as u8])
}

/// What a comprehension builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompKind {
    /// `[... for ...]`
    List,
    /// `{...: ... for ...}`
    Dict,
    /// `{... for ...}`
    Set,
}

impl CompKind {
    /// Values that it takes an item: a dict takes key and value.
    pub const fn n_values(self) -> u32 {
        match self {
            CompKind::List | CompKind::Set => 1,
            CompKind::Dict => 2,
        }
    }
}

/// The collection that a comprehension adds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompTarget {
    /// What it is.
    pub kind: CompKind,
    /// How many slots below the top of the stack it is, the item being at the top.
    pub depth: u32,
}

impl Operand for CompTarget {
    const FORMAT: Format = Format::VarUint;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let value = read_uint(reader)?;
        reader.check(value & 3 != 3, ErrorKind::MeaninglessOperand(value))?;
        let kind = match value & 3 {
            0 => CompKind::List,
            1 => CompKind::Dict,
            _ => CompKind::Set,
        };
        Ok(CompTarget { kind, depth: value >> 2 })
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        let kind = match self.kind {
            CompKind::List => 0,
            CompKind::Dict => 1,
            CompKind::Set => 2,
        };
        write_uint(out, u64::from(self.depth) << 2 | kind);
        self.depth < 1 << 30
    }

    fn value(self) -> Value {
        Value::Comp(self.kind, self.depth)
    }
}

/// An integer constant. A verified one has the bits of the machine's small integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SmallInt(pub i64);

impl Operand for SmallInt {
    const FORMAT: Format = Format::VarUint;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let mut byte = reader.byte()?;
        let mut value = if byte & 0x40 != 0 { -1i64 } else { 0 };
        loop {
            reader.check(value >> 56 == value >> 63, ErrorKind::IntegerTooLarge)?;
            value = value << 7 | i64::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                return Ok(SmallInt(value));
            }
            byte = reader.byte()?;
        }
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        // One bit more than the value has, for the sign.
        let magnitude = if self.0 < 0 { !self.0 } else { self.0 };
        let n_bits = 65 - magnitude.leading_zeros();
        for group in (0..n_bits.div_ceil(7)).rev() {
            let more = if group > 0 { 0x80 } else { 0 };
            let shift = (7 * group).min(63);
            out.byte(more | (self.0 >> shift) as u8 & 0x7f);
        }
        true
    }

    fn value(self) -> Value {
        Value::Int(self.0)
    }
}

/// Reads a label as its bytes have it: the number, and how many bytes it took.
#[inline]
fn read_label<R: Reader>(reader: &mut R) -> Result<(i32, i32), R::Error> {
    let low = reader.byte()?;
    if low & 0x80 == 0 {
        return Ok((i32::from(low), 1));
    }
    let high = reader.byte()?;
    Ok((i32::from(low & 0x7f) | i32::from(high) << 7, 2))
}

/// Writes a label that counts from the end of its own bytes. It is one byte long exactly if that is enough.
fn write_label<O: Output>(out: &mut O, from_opcode: i32, bias: i32) -> bool {
    let narrow = i64::from(from_opcode) - 2 + i64::from(bias);
    if (0..0x80).contains(&narrow) {
        out.byte(narrow as u8);
        return true;
    }
    let wide = i64::from(from_opcode) - 3 + i64::from(bias) * 0x100;
    out.byte(0x80 | wide as u8 & 0x7f);
    out.byte((wide >> 7) as u8);
    (0..0x8000).contains(&wide)
}

/// A jump target in either direction, relative to the jump's opcode byte.
///
/// The bytes count from the end of the operand, so the same target is a different number in one byte and in two;
/// counting from the opcode makes it one number, from which the shortest encoding follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(pub i32);

impl Operand for Label {
    const FORMAT: Format = Format::Offset;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let (number, n_bytes) = read_label(reader)?;
        let bias = if n_bytes == 1 { 0x40 } else { 0x4000 };
        Ok(Label(number - bias + 1 + n_bytes))
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        write_label(out, self.0, 0x40)
    }

    fn value(self) -> Value {
        Value::Label(self.0)
    }
}

/// A jump target further on, relative to the jump's opcode byte as in [`Label`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ForwardLabel(pub i32);

impl Operand for ForwardLabel {
    const FORMAT: Format = Format::Offset;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let (number, n_bytes) = read_label(reader)?;
        Ok(ForwardLabel(number + 1 + n_bytes))
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        write_label(out, self.0, 0)
    }

    fn value(self) -> Value {
        Value::Label(self.0)
    }
}

/// How many cells a closure gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClosedCells(pub u8);

impl Operand for ClosedCells {
    const FORMAT: Format = Format::Byte;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(ClosedCells(reader.byte()?))
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        out.byte(self.0);
        true
    }

    fn value(self) -> Value {
        Value::Count(self.0.into())
    }
}

/// What `break` and `continue` leave on their way out of exception blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnwindCount {
    /// Exception blocks to leave; below 0x80.
    pub n_blocks: u8,
    /// Whether the iterator of a `for` loop goes too.
    pub pops_iterator: bool,
}

impl Operand for UnwindCount {
    const FORMAT: Format = Format::Byte;

    #[inline]
    fn read<R: Reader>(reader: &mut R) -> Result<Self, R::Error> {
        let byte = reader.byte()?;
        Ok(UnwindCount { n_blocks: byte & 0x7f, pops_iterator: byte & 0x80 != 0 })
    }

    fn write<O: Output>(self, out: &mut O) -> bool {
        out.byte(self.n_blocks & 0x7f | if self.pops_iterator { 0x80 } else { 0 });
        self.n_blocks < 0x80
    }

    fn value(self) -> Value {
        Value::Unwind(self.n_blocks, self.pops_iterator)
    }
}

/// An operand that is part of the opcode: the byte is a first opcode plus `index`.
pub trait Embedded: Copy {
    /// How many opcodes the family has.
    const N: u8;
    /// The operand with this index, below `N`.
    fn from_index(index: u8) -> Self;
    /// Its index.
    fn index(self) -> u8;
    /// What it is.
    fn value(self) -> Value;
}

/// An integer from -16 to 47.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TinyInt(i8);

impl TinyInt {
    /// The smallest of them.
    pub const MIN: i64 = -16;
    /// The largest of them.
    pub const MAX: i64 = 47;

    /// `value`, if it is one of them.
    pub const fn new(value: i64) -> Option<TinyInt> {
        if Self::MIN <= value && value <= Self::MAX { Some(TinyInt(value as i8)) } else { None }
    }

    /// The integer.
    #[inline]
    pub const fn get(self) -> i8 {
        self.0
    }
}

impl Embedded for TinyInt {
    const N: u8 = 64;

    #[inline]
    fn from_index(index: u8) -> Self {
        TinyInt(index as i8 + Self::MIN as i8)
    }

    fn index(self) -> u8 {
        (self.0 - Self::MIN as i8) as u8
    }

    fn value(self) -> Value {
        Value::Int(self.0.into())
    }
}

/// One of the first 16 local variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LowSlot(u8);

impl LowSlot {
    /// Slot number `slot`, if it is one of them.
    pub const fn new(slot: u32) -> Option<LowSlot> {
        if slot < 16 { Some(LowSlot(slot as u8)) } else { None }
    }

    /// Number of the slot.
    #[inline]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Embedded for LowSlot {
    const N: u8 = 16;

    #[inline]
    fn from_index(index: u8) -> Self {
        LowSlot(index)
    }

    fn index(self) -> u8 {
        self.0
    }

    fn value(self) -> Value {
        Value::Slot(self.0.into())
    }
}

impl Embedded for UnaryOp {
    const N: u8 = UnaryOp::ALL.len() as u8;

    #[inline]
    fn from_index(index: u8) -> Self {
        UnaryOp::from_number(index).unwrap_or(UnaryOp::Not)
    }

    fn index(self) -> u8 {
        self.number()
    }

    fn value(self) -> Value {
        Value::Unary(self)
    }
}

impl Embedded for BinaryOp {
    const N: u8 = BinaryOp::ALL.len() as u8;

    #[inline]
    fn from_index(index: u8) -> Self {
        BinaryOp::from_number(index).unwrap_or(BinaryOp::Power)
    }

    fn index(self) -> u8 {
        self.number()
    }

    fn value(self) -> Value {
        Value::Binary(self)
    }
}
