//! The opcode table: one row an instruction, from which everything else about it is derived.
//!
//! Not here: what an instruction does (the virtual machine) and which sequences are sound (`verify`).

use core::fmt;

use crate::error::{DecodeError, ErrorKind};
use crate::operand::{
    CallArgs, Checked, ChildIndex, ClosedCells, CompTarget, ConstantIndex, Count, Embedded, Format, ForwardLabel,
    Label, LocalSlot, LowSlot, Operand, Output, QstrIndex, Reader, SmallInt, TinyInt, UnpackSides, UnwindCount, Value,
};
use crate::operator::{BinaryOp, UnaryOp};

/// Calls `$m!` with the rows of all opcodes, in two groups.
///
/// Row: `code snake = Camel { operand: Kind, ... } (pops, pushes);` where pops and pushes are how many values the
/// instruction takes from the top of the stack and puts there, as expressions of its operands, when execution goes on
/// to the next instruction.
#[macro_export]
#[rustfmt::skip]
macro_rules! for_each_op { ($m:ident) => { $m! { ops {
    /// Push the string at `qstr`.
    0x10 load_const_string      = LoadConstString { qstr: QstrIndex }                     (0, 1);
    /// Push the value of name `qstr`: of the class or module, else a builtin.
    0x11 load_name              = LoadName { qstr: QstrIndex }                            (0, 1);
    /// Push the value of module variable or builtin `qstr`.
    0x12 load_global            = LoadGlobal { qstr: QstrIndex }                          (0, 1);
    /// Replace an object with its attribute `qstr`.
    0x13 load_attr              = LoadAttr { qstr: QstrIndex }                            (1, 1);
    /// Replace an object with its method `qstr` and the object to call it on, or null.
    0x14 load_method            = LoadMethod { qstr: QstrIndex }                          (1, 2);
    /// Replace `super`, a class and an object with method `qstr` of a parent and the object.
    0x15 load_super_method      = LoadSuperMethod { qstr: QstrIndex }                     (3, 2);
    /// Store into name `qstr` of the class or module.
    0x16 store_name             = StoreName { qstr: QstrIndex }                           (1, 0);
    /// Store into module variable `qstr`.
    0x17 store_global           = StoreGlobal { qstr: QstrIndex }                         (1, 0);
    /// Stack: value, object. Store the value into attribute `qstr`, or delete that if it is null.
    0x18 store_attr             = StoreAttr { qstr: QstrIndex }                           (2, 0);
    /// Delete name `qstr` of the class or module.
    0x19 delete_name            = DeleteName { qstr: QstrIndex }                          (0, 0);
    /// Delete module variable `qstr`.
    0x1a delete_global          = DeleteGlobal { qstr: QstrIndex }                        (0, 0);
    /// Stack: level, names. Import module `qstr`.
    0x1b import_name            = ImportName { qstr: QstrIndex }                          (2, 1);
    /// Push attribute `qstr` of the module below it.
    0x1c import_from            = ImportFrom { qstr: QstrIndex }                          (1, 2);
    /// Make a closure of function `child` over the cells on the stack.
    0x20 make_closure           = MakeClosure { child: ChildIndex, n_cells: ClosedCells } (u32::from(n_cells.0), 1);
    /// The same with a tuple and a dict of default values, or nulls, below the cells.
    0x21 make_closure_defargs   = MakeClosureDefargs { child: ChildIndex, n_cells: ClosedCells } (2 + u32::from(n_cells.0), 1);
    /// Push an integer.
    0x22 load_const_small_int   = LoadConstSmallInt { value: SmallInt }                   (0, 1);
    /// Push a constant.
    0x23 load_const_obj         = LoadConstObj { constant: ConstantIndex }                (0, 1);
    /// Push the value of local `slot`.
    0x24 load_fast_n            = LoadFastN { slot: LocalSlot }                           (0, 1);
    /// Push what is in the cell of local `slot`.
    0x25 load_deref             = LoadDeref { slot: LocalSlot }                           (0, 1);
    /// Store into local `slot`.
    0x26 store_fast_n           = StoreFastN { slot: LocalSlot }                          (1, 0);
    /// Store into the cell of local `slot`.
    0x27 store_deref            = StoreDeref { slot: LocalSlot }                          (1, 0);
    /// Make local `slot` unbound.
    0x28 delete_fast            = DeleteFast { slot: LocalSlot }                          (0, 0);
    /// Make the cell of local `slot` empty.
    0x29 delete_deref           = DeleteDeref { slot: LocalSlot }                         (0, 0);
    /// Make a tuple of the top `n` values.
    0x2a build_tuple            = BuildTuple { n: Count }                                 (n.0, 1);
    /// Make a list of the top `n` values.
    0x2b build_list             = BuildList { n: Count }                                  (n.0, 1);
    /// Push an empty dict with room for about `n` items.
    0x2c build_map              = BuildMap { n: Count }                                   (0, 1);
    /// Make a set of the top `n` values.
    0x2d build_set              = BuildSet { n: Count }                                   (n.0, 1);
    /// Make a slice of the top 2 or 3 values.
    0x2e build_slice            = BuildSlice { n: Count }                                 (n.0, 1);
    /// Add the item at the top to the collection further down.
    0x2f store_comp             = StoreComp { target: CompTarget }                        (target.kind.n_values(), 0);
    /// Replace a sequence with its `n` items, the first at the top.
    0x30 unpack_sequence        = UnpackSequence { n: Count }                             (1, n.0);
    /// Replace a sequence with its first and last items and a list of those between.
    0x31 unpack_ex              = UnpackEx { sides: UnpackSides }                         (1, u32::from(sides.n_left) + u32::from(sides.n_right) + 1);
    /// Push function `child`.
    0x32 make_function          = MakeFunction { child: ChildIndex }                      (0, 1);
    /// The same with a tuple and a dict of default values, or nulls.
    0x33 make_function_defargs  = MakeFunctionDefargs { child: ChildIndex }               (2, 1);
    /// Stack: function, positional arguments, names and values. Call it.
    0x34 call_function          = CallFunction { args: CallArgs }                         (args.slots() + 1, 1);
    /// The same with, on top, a bit for each positional argument that is a `*` one.
    0x35 call_function_var_kw   = CallFunctionVarKw { args: CallArgs }                    (args.slots() + 2, 1);
    /// Stack: what `LOAD_METHOD` pushed, positional arguments, names and values. Call it.
    0x36 call_method            = CallMethod { args: CallArgs }                           (args.slots() + 2, 1);
    /// The same with, on top, a bit for each positional argument that is a `*` one.
    0x37 call_method_var_kw     = CallMethodVarKw { args: CallArgs }                      (args.slots() + 3, 1);
    /// Leave exception blocks, running what they want to run on the way, and go to `target`.
    0x40 unwind_jump            = UnwindJump { target: Label, count: UnwindCount }        (0, 0);
    /// Go to `target`.
    0x42 jump                   = Jump { target: Label }                                  (0, 0);
    /// Go to `target` if the value at the top is true.
    0x43 pop_jump_if_true       = PopJumpIfTrue { target: Label }                         (1, 0);
    /// Go to `target` if the value at the top is false.
    0x44 pop_jump_if_false      = PopJumpIfFalse { target: Label }                        (1, 0);
    /// Go to `target` if the value at the top is true, else pop it.
    0x45 jump_if_true_or_pop    = JumpIfTrueOrPop { target: ForwardLabel }                (1, 0);
    /// Go to `target` if the value at the top is false, else pop it.
    0x46 jump_if_false_or_pop   = JumpIfFalseOrPop { target: ForwardLabel }               (1, 0);
    /// Replace a context manager with its `__exit__`, itself and what its `__enter__` returns; a block starts.
    0x47 setup_with             = SetupWith { handler: ForwardLabel }                     (1, 3);
    /// Start a block whose exceptions go to `handler`.
    0x48 setup_except           = SetupExcept { handler: ForwardLabel }                   (0, 0);
    /// Start a block that is never left but through `handler`.
    0x49 setup_finally          = SetupFinally { handler: ForwardLabel }                  (0, 0);
    /// End an exception block and go to `target`.
    0x4a pop_except_jump        = PopExceptJump { target: ForwardLabel }                  (0, 0);
    /// Push the next item of the iterator at the top, or pop the iterator and go to `target`.
    0x4b for_iter               = ForIter { target: ForwardLabel }                        (0, 1);
    /// Push `False`.
    0x50 load_const_false       = LoadConstFalse {}                                       (0, 1);
    /// Push `None`.
    0x51 load_const_none        = LoadConstNone {}                                        (0, 1);
    /// Push `True`.
    0x52 load_const_true        = LoadConstTrue {}                                        (0, 1);
    /// Push null, which stands for "not there" where another instruction can do without.
    0x53 load_null              = LoadNull {}                                             (0, 1);
    /// Push the function that makes classes.
    0x54 load_build_class       = LoadBuildClass {}                                       (0, 1);
    /// Stack: object, index. Replace both with the item.
    0x55 load_subscr            = LoadSubscr {}                                           (2, 1);
    /// Stack: value, object, index. Store the item, or delete it if the value is null.
    0x56 store_subscr           = StoreSubscr {}                                          (3, 0);
    /// Push the value at the top again.
    0x57 dup_top                = DupTop {}                                               (1, 2);
    /// Push the two values at the top again.
    0x58 dup_top_two            = DupTopTwo {}                                            (2, 4);
    /// Drop the value at the top.
    0x59 pop_top                = PopTop {}                                               (1, 0);
    /// Exchange the two values at the top.
    0x5a rot_two                = RotTwo {}                                               (2, 2);
    /// Move the value at the top below the two under it.
    0x5b rot_three              = RotThree {}                                             (3, 3);
    /// Call `__exit__` of a `with` with what ended its block.
    0x5c with_cleanup           = WithCleanup {}                                          (2, 0);
    /// End an exception block: go on with what its handler interrupted.
    0x5d end_finally            = EndFinally {}                                           (1, 0);
    /// Replace an object with its iterator.
    0x5e get_iter               = GetIter {}                                              (1, 1);
    /// Replace an object with its iterator in the four slots that loops keep one in.
    0x5f get_iter_stack         = GetIterStack {}                                         (1, 4);
    /// Stack: dict, value, key. Add the item and keep the dict.
    0x62 store_map              = StoreMap {}                                             (3, 1);
    /// Return the value at the top.
    0x63 return_value           = ReturnValue {}                                          (1, 0);
    /// Raise the exception being handled again.
    0x64 raise_last             = RaiseLast {}                                            (0, 0);
    /// Raise the exception at the top.
    0x65 raise_obj              = RaiseObj {}                                             (1, 0);
    /// Stack: exception, cause. Raise the exception.
    0x66 raise_from             = RaiseFrom {}                                            (2, 0);
    /// Give the value at the top to who asked for it, and push what comes back.
    0x67 yield_value            = YieldValue {}                                           (1, 1);
    /// Stack: iterator, value to send. Replace both with the iterator's result when it has ended.
    0x68 yield_from             = YieldFrom {}                                            (2, 1);
    /// Import all public names of a module.
    0x69 import_star            = ImportStar {}                                           (1, 0);
}
// Opcode bytes that carry their operand: a first byte and the operand's index.
families {
    /// Push an integer from -16 to 47.
    0x70 ..= 0xaf load_const_small_int_multi = LoadConstSmallIntMulti { value: TinyInt }  (0, 1);
    /// Push the value of one of the first 16 locals.
    0xb0 ..= 0xbf load_fast_multi            = LoadFastMulti { slot: LowSlot }            (0, 1);
    /// Store into one of the first 16 locals.
    0xc0 ..= 0xcf store_fast_multi           = StoreFastMulti { slot: LowSlot }           (1, 0);
    /// Replace a value with the operator's result.
    0xd0 ..= 0xd3 unary_op_multi             = UnaryOpMulti { operator: UnaryOp }         (1, 1);
    /// Replace two values with the operator's result.
    0xd7 ..= 0xf9 binary_op_multi            = BinaryOpMulti { operator: BinaryOp }       (2, 1);
} } } }

/// Derives the types, the codec and the stack effects.
macro_rules! define {
    (ops { $(
        #[doc = $doc:literal]
        $code:literal $snake:ident = $camel:ident { $($field:ident : $kind:ident),* } ($pops:expr, $pushes:expr);
    )* }
    families { $(
        #[doc = $family_doc:literal]
        $first:literal ..= $last:literal $family_snake:ident = $family:ident { $member:ident : $embedded:ident }
            ($family_pops:expr, $family_pushes:expr);
    )* }) => {
        /// The operation of an instruction. A family of opcodes is one of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Opcode {
            $(#[doc = $doc] $camel = $code,)*
            $(#[doc = $family_doc] $family = $first,)*
        }

        impl Opcode {
            /// Every opcode, families by their first byte.
            pub const ALL: &'static [Opcode] = &[$(Opcode::$camel,)* $(Opcode::$family,)*];

            /// The operation that a byte of bytecode starts.
            #[inline]
            pub const fn from_byte(byte: u8) -> Option<Opcode> {
                match byte {
                    $($code => Some(Opcode::$camel),)*
                    $($first..=$last => Some(Opcode::$family),)*
                    _ => None,
                }
            }

            /// Its name in small letters.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Opcode::$camel => stringify!($snake),)*
                    $(Opcode::$family => stringify!($family_snake),)*
                }
            }
        }

        /// One instruction, decoded: for tests and tools, and for whoever looks at a few instructions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Op {
            $(#[doc = $doc] $camel { $(#[doc = "See [`"] #[doc = stringify!($kind)] #[doc = "`]."] $field: $kind),* },)*
            $(#[doc = $family_doc] $family {
                #[doc = "See [`"] #[doc = stringify!($embedded)] #[doc = "`]."] $member: $embedded
            },)*
        }

        impl Op {
            /// Its operation.
            pub const fn opcode(&self) -> Opcode {
                match self {
                    $(Op::$camel { .. } => Opcode::$camel,)*
                    $(Op::$family { .. } => Opcode::$family,)*
                }
            }

            /// Reads the next instruction.
            pub fn decode<R: Reader>(reader: &mut R) -> Result<Op, R::Error> {
                match reader.byte()? {
                    $($code => Ok(Op::$camel { $($field: <$kind as Operand>::read(reader)?),* }),)*
                    $(byte @ $first..=$last => Ok(Op::$family { $member: <$embedded as Embedded>::from_index(byte - $first) }),)*
                    byte => Err(reader.error(ErrorKind::UnknownOpcode(byte))),
                }
            }

            /// Appends the instruction; `false` if an operand does not fit its encoding.
            #[must_use]
            pub fn write<O: Output>(&self, out: &mut O) -> bool {
                match *self {
                    $(Op::$camel { $($field),* } => { out.byte($code); true $(&& $field.write(out))* })*
                    $(Op::$family { $member } => { out.byte($first + Embedded::index($member)); true })*
                }
            }

            /// How many values it takes from the stack and how many it puts there when the next instruction follows.
            pub fn stack_effect(&self) -> (u32, u32) {
                match *self {
                    $(Op::$camel { $($field),* } => { $(let _ = $field;)* ($pops, $pushes) })*
                    $(Op::$family { $member } => { let _ = $member; ($family_pops, $family_pushes) })*
                }
            }

            /// Its operands, in the order of the bytes.
            pub fn operands(&self) -> [Option<Value>; 2] {
                let mut values = [None; 2];
                let mut rest = values.iter_mut();
                match *self {
                    $(Op::$camel { $($field),* } => { $(put(&mut rest, Operand::value($field));)* })*
                    $(Op::$family { $member } => { put(&mut rest, Embedded::value($member)); })*
                }
                values
            }
        }

        /// Something to do for each operation; [`dispatch`] decodes the operands.
        pub trait Visit {
            /// What an operation gives.
            type Return;
            $(#[doc = $doc] fn $snake(&mut self $(, $field: $kind)*) -> Self::Return;)*
            $(#[doc = $family_doc] fn $family_snake(&mut self, $member: $embedded) -> Self::Return;)*
        }

        /// Reads one instruction and calls the method of its operation.
        #[inline]
        pub fn dispatch<R: Reader, V: Visit>(reader: &mut R, visitor: &mut V) -> Result<V::Return, R::Error> {
            match reader.byte()? {
                $($code => {
                    $(let $field = <$kind as Operand>::read(reader)?;)*
                    Ok(visitor.$snake($($field),*))
                })*
                $(byte @ $first..=$last => Ok(visitor.$family_snake(<$embedded as Embedded>::from_index(byte - $first))),)*
                byte => Err(reader.error(ErrorKind::UnknownOpcode(byte))),
            }
        }

        // The wire rules. Tools that only skip instructions know the high nibble and the extra-byte mask, not the rows.
        const _: () = {
            let mut claimed = [false; 256];
            $({
                assert!(!claimed[$code], "two rows claim one byte");
                claimed[$code] = true;
                let formats: &[Format] = &[$(<$kind as Operand>::FORMAT),*];
                let first = if formats.is_empty() { Format::Byte } else { formats[0] };
                assert!(first as u8 == Format::of($code) as u8, "the high nibble tells another operand");
                let has_extra = formats.len() == 2 && matches!(formats[1], Format::Byte);
                assert!(formats.len() < 2 || has_extra, "the second operand is a byte");
                assert!(has_extra == Format::has_extra_byte($code), "the mask tells another extra byte");
            })*
            $({
                let mut code = $first;
                while code <= $last {
                    assert!(!claimed[code], "two rows claim one byte");
                    assert!(matches!(Format::of(code as u8), Format::Byte), "a family has no operand bytes");
                    claimed[code] = true;
                    code += 1;
                }
                assert!($last - $first + 1 == <$embedded as Embedded>::N as usize, "as many bytes as operands");
            })*
        };
    };
}
for_each_op!(define);

fn put(rest: &mut core::slice::IterMut<'_, Option<Value>>, value: Value) {
    if let Some(place) = rest.next() {
        *place = Some(value);
    }
}

/// The bytes of one instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoded {
    bytes: [u8; 16],
    len: usize,
}

impl Encoded {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }
}

impl Output for Encoded {
    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }
}

impl Op {
    /// The bytes of the instruction, if its operands fit: a jump may be too far.
    pub fn encode(&self) -> Option<Encoded> {
        let mut encoded = Encoded { bytes: [0; 16], len: 0 };
        self.write(&mut encoded).then_some(encoded)
    }

    /// Where it may go besides the next instruction, given where its opcode is: jumps and exception handlers.
    pub fn target(&self, at: u32) -> Option<i64> {
        self.operands().into_iter().flatten().find_map(|value| match value {
            Value::Label(label) => Some(i64::from(at) + i64::from(label)),
            Value::Slot(_) | Value::Qstr(_) | Value::Constant(_) | Value::Child(_) | Value::Count(_) => None,
            Value::Int(_) | Value::Args(..) | Value::Unpack(..) | Value::Comp(..) | Value::Unwind(..) => None,
            Value::Unary(_) | Value::Binary(_) => None,
        })
    }

    /// Whether the next instruction is never reached from this one.
    pub const fn is_terminator(&self) -> bool {
        matches!(
            self.opcode(),
            Opcode::Jump
                | Opcode::UnwindJump
                | Opcode::PopExceptJump
                | Opcode::ReturnValue
                | Opcode::RaiseLast
                | Opcode::RaiseObj
                | Opcode::RaiseFrom
        )
    }
}

impl fmt::Display for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name().chars().try_for_each(|c| fmt::Write::write_char(f, c.to_ascii_uppercase()))
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.opcode())?;
        self.operands().into_iter().flatten().try_for_each(|value| write!(f, " {value}"))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::Slot(n) | Value::Count(n) => write!(f, "{n}"),
            Value::Qstr(n) => write!(f, "qstr[{n}]"),
            Value::Constant(n) => write!(f, "constant[{n}]"),
            Value::Child(n) => write!(f, "child[{n}]"),
            Value::Int(n) => write!(f, "{n}"),
            Value::Label(n) => write!(f, "{n:+}"),
            Value::Args(n_pos, n_kw) => write!(f, "n={n_pos} nkw={n_kw}"),
            Value::Unpack(n_left, n_right) => write!(f, "left={n_left} right={n_right}"),
            Value::Comp(kind, depth) => write!(f, "{kind:?} {depth}"),
            Value::Unwind(n_blocks, pops_iterator) => {
                write!(f, "{n_blocks}{}", if pops_iterator { " and iterator" } else { "" })
            }
            Value::Unary(op) => write!(f, "{op}"),
            Value::Binary(op) => write!(f, "{op}"),
        }
    }
}

/// The instructions of a piece of bytecode, each with the offset of its opcode. Stops after the first error.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    reader: Checked<'a>,
    failed: bool,
}

impl<'a> Instructions<'a> {
    /// Starts at byte offset `at` of `code`, which has to be the start of an instruction.
    pub fn new(code: &'a [u8], at: usize) -> Instructions<'a> {
        Instructions { reader: Checked::new(code, at), failed: false }
    }

    /// Offset of the next instruction.
    pub fn at(&self) -> usize {
        self.reader.at()
    }
}

impl Iterator for Instructions<'_> {
    type Item = Result<(u32, Op), DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.reader.is_at_end() {
            return None;
        }
        let at = self.reader.at() as u32;
        let op = Op::decode(&mut self.reader);
        self.failed = op.is_err();
        Some(op.map(|op| (at, op)))
    }
}

#[cfg(test)]
mod tests;
