//! Frames: where a running function keeps its things.
//!
//! A frame's record holds no machine address, only words, so that frames can be copied to and from generators.

use super::code::{CodeShape, PRELUDE_OFFSET, shape_flag};
use crate::heap::layout::Kind;
use crate::heap::{Heap, Mutator};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The words of a record, from its lowest address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(crate) enum Record {
    /// The function that runs.
    Function,
    /// Record of the caller; 0 for none. A position, see [`position`].
    Caller,
    /// Offset of the next instruction in the code object, kept while another frame runs.
    Ip,
    /// [`State`].
    State,
    /// The slot that gets the result. A position.
    Result,
    /// Lowest slot of the operand stack. A position.
    Floor,
    /// Holder of the names of a module or class body; the generator that the frame belongs to; or "no value".
    Context,
}

/// Words in a record.
pub(crate) const RECORD_WORDS: u32 = Record::Context as u32 + 1;

/// Words for each exception handler: where it is, and what it handles or what goes on behind it.
pub(crate) const HANDLER_WORDS: u32 = 2;

/// An address of a word as a small int.
pub(crate) const fn position(address: u32) -> Word {
    Word::small((address >> 2) as i32)
}

/// The address in a small int that [`position`] made.
pub(crate) const fn address(position: Word) -> u32 {
    (position.to_int() as u32) << 2
}

/// What happens when a frame ends, and how many exception handlers it has.
///
/// ```text
/// | exit: FOR_ITER's target from the next instruction (16) | handlers (8) | flags (4) |
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct State(u32);

impl State {
    /// A builtin called: the loop ends with the frame.
    pub const ENTRY: u32 = 1;
    /// What the frame returns is dropped: `__init__`.
    pub const INIT: u32 = 2;
    /// A `for` of the caller runs this generator.
    pub const FOR_ITER: u32 = 4;
    /// A `yield from` of the caller runs this generator. Its exit is not 0 if a `GeneratorExit` was thrown, which goes
    /// on in the caller when the generator returns.
    pub const DELEGATE: u32 = 8;

    pub const fn new(flags: u32) -> State {
        State(flags)
    }

    pub const fn with_exit(self, offset: u32) -> State {
        State(self.0 | offset << 12)
    }

    pub const fn from_word(word: Word) -> State {
        State(word.to_int() as u32)
    }

    pub const fn word(self) -> Word {
        Word::small(self.0 as i32)
    }

    pub const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    pub const fn handlers(self) -> u32 {
        self.0 >> 4 & 0xff
    }

    pub const fn with_handlers(self, count: u32) -> State {
        State(self.0 & !(0xff << 4) | count << 4)
    }

    pub const fn exit(self) -> u32 {
        self.0 >> 12 & 0xffff
    }
}

/// Where an exception handler is.
///
/// ```text
/// | offset of its first instruction in the code object (17) | depth of the operand stack there (12) | finally (1) |
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Handler(u32);

impl Handler {
    /// Largest code object that handlers can point into, in bytes.
    pub const MAX_OFFSET: u32 = (1 << 17) - 1;
    /// Deepest operand stack.
    pub const MAX_DEPTH: u32 = (1 << 12) - 1;

    pub const fn new(offset: u32, depth: u32, is_finally: bool) -> Handler {
        Handler(offset << 13 | depth << 1 | is_finally as u32)
    }

    pub const fn from_word(word: Word) -> Handler {
        Handler(word.to_int() as u32)
    }

    pub const fn word(self) -> Word {
        Word::small(self.0 as i32)
    }

    pub const fn offset(self) -> u32 {
        self.0 >> 13 & 0x1ffff
    }

    pub const fn depth(self) -> u32 {
        self.0 >> 1 & 0xfff
    }

    pub const fn is_finally(self) -> bool {
        self.0 & 1 != 0
    }
}

/// Field numbers of [`Kind::Code`](crate::heap::layout::Kind::Code).
pub(crate) const CODE_CONSTS: u32 = 0;
/// See [`CODE_CONSTS`].
pub(crate) const CODE_CHILDREN: u32 = 1;

/// Field numbers of functions.
pub(crate) const FUNCTION_CODE: u32 = 0;
/// The holder of a function's globals.
pub(crate) const FUNCTION_MODULE: u32 = 1;
/// How many fields stand before a function's defaults.
pub(crate) const FUNCTION_FIELDS: u32 = 2;

impl Heap {
    #[inline(always)]
    pub(crate) fn record(&self, fp: u32, field: Record) -> Word {
        self.read(fp + field as u32 * 4)
    }

    #[inline(always)]
    pub(crate) fn set_record(&self, fp: u32, field: Record, word: Word) {
        self.write(fp + field as u32 * 4, word);
    }

    /// Field `index` of the object at `object`.
    #[inline(always)]
    pub(crate) fn word(&self, object: u32, index: u32) -> Word {
        self.read(object + 4 + index * 4)
    }

    /// Address of the code object of the function at `function`.
    #[inline(always)]
    pub(crate) fn code_of(&self, function: u32) -> u32 {
        self.word(function, FUNCTION_CODE).bits()
    }

    /// Address of the code object that the frame runs.
    #[inline(always)]
    pub(crate) fn frame_code(&self, fp: u32) -> u32 {
        self.code_of(self.record(fp, Record::Function).bits())
    }

    /// The shape of the code object at `code`.
    #[inline(always)]
    pub(crate) fn shape(&self, code: u32) -> CodeShape {
        CodeShape::from_words([self.word(code, 2).bits(), self.word(code, 3).bits()])
    }

    /// Address of a byte of the prelude of the code object at `code`.
    #[inline(always)]
    pub(crate) fn prelude(&self, code: u32) -> u32 {
        code + 4 + PRELUDE_OFFSET
    }

    /// Address of handler `index` of a frame.
    #[inline(always)]
    pub(crate) fn handler_address(&self, fp: u32, index: u32) -> u32 {
        fp - (index + 1) * HANDLER_WORDS * 4
    }
}

/// Words of a frame besides its arguments: what making it reserves.
pub(crate) fn frame_words(shape: CodeShape) -> u32 {
    u32::from(shape.n_locals) + frame_tail_words(shape)
}

/// Words of a frame below its locals.
pub(crate) fn frame_tail_words(shape: CodeShape) -> u32 {
    RECORD_WORDS + u32::from(shape.n_exc) * HANDLER_WORDS + u32::from(shape.n_operands)
}

/// Whether a call of this code can take the short path.
pub(crate) fn is_plain(shape: CodeShape) -> bool {
    shape.flags & (shape_flag::COMPLEX | shape_flag::GENERATOR) == 0
}

impl Vm {
    /// How far the running frame's next instruction is into its code object.
    pub(crate) fn current_code(&self) -> Option<u32> {
        (self.fp != 0).then(|| self.ip - self.heap.frame_code(self.fp))
    }

    /// Follows the running frame's code object after a collection.
    pub(crate) fn code_moved(&mut self, offset: Option<u32>) {
        if let Some(offset) = offset {
            self.ip = self.heap.frame_code(self.fp) + offset;
        }
    }

    /// Keeps where the running frame is, before another one runs.
    pub(crate) fn save_ip(&mut self) {
        if let Some(offset) = self.current_code() {
            self.heap.set_record(self.fp, Record::Ip, Word::small(offset as i32));
        }
    }

    /// Makes the frame at `fp` the running one, where [`Vm::save_ip`] left it.
    pub(crate) fn switch_to(&mut self, fp: u32) {
        self.fp = fp;
        if fp == 0 {
            self.heap.floor = self.heap.end;
            return;
        }
        self.heap.floor = address(self.heap.record(fp, Record::Floor));
        self.ip = self.heap.frame_code(fp) + self.heap.record(fp, Record::Ip).to_int() as u32;
    }

    /// Writes the record of a frame whose locals are in place and makes it the running one. `fp` is below the locals,
    /// `function` the function at its address; room for [`frame_tail_words`] is there.
    pub(crate) fn start_frame(&mut self, fp: u32, function: u32, state: State, result: u32, context: Word) {
        self.save_ip();
        let heap = &mut self.heap;
        let code = heap.code_of(function);
        let shape = heap.shape(code);
        let start = 4 + PRELUDE_OFFSET + u32::from(shape.start);
        let sp = fp - u32::from(shape.n_exc) * HANDLER_WORDS * 4;
        let floor = sp - u32::from(shape.n_operands) * 4;
        heap.set_record(fp, Record::Function, Word::object(function));
        heap.set_record(fp, Record::Caller, position(self.fp));
        heap.set_record(fp, Record::Ip, Word::small(start as i32));
        heap.set_record(fp, Record::State, state.word());
        heap.set_record(fp, Record::Result, position(result));
        heap.set_record(fp, Record::Floor, position(floor));
        heap.set_record(fp, Record::Context, context);
        let mut address = sp;
        while address < fp {
            heap.write(address, Word::NULL);
            address += 4;
        }
        heap.sp = sp;
        heap.floor = floor;
        self.fp = fp;
        self.ip = code + start;
    }

    /// The holder of the running function's globals.
    pub(crate) fn globals(&self) -> Value<'_> {
        self.value(if self.fp == 0 {
            self.heap.read(self.heap.root_address(crate::heap::Root::Main))
        } else {
            let function = self.heap.record(self.fp, Record::Function).bits();
            self.heap.word(function, FUNCTION_MODULE)
        })
    }

    /// The holder of the names that the running frame's statements bind: a class's, a module's, or the globals.
    pub(crate) fn names(&self) -> Value<'_> {
        if self.fp != 0 {
            let m = self.view();
            let context = self.value(self.heap.record(self.fp, Record::Context));
            if m.kind_of(context) == Some(Kind::Dict) {
                return context;
            }
        }
        self.globals()
    }

    /// Returns a word that was read since the last collection.
    pub(crate) fn ret_word(&self, word: Word) -> crate::heap::Ret {
        self.view().ret(self.value(word))
    }

    /// A word of the stack or of an object as a value.
    pub(crate) fn value(&self, word: Word) -> Value<'_> {
        // SAFETY: callers pass a word that was read from the stack or from an object since the last collection (GC-3).
        unsafe { Value::from_word(word) }
    }
}

impl<'m> Mutator<'m> {
    /// The globals of the running function.
    pub fn globals(self) -> Value<'m> {
        self.vm.globals()
    }

    /// The names of the running frame: see `Vm::names`.
    pub fn names(self) -> Value<'m> {
        self.vm.names()
    }
}

impl Heap {
    /// A byte of bytecode or of a prelude.
    #[inline(always)]
    pub(crate) fn byte(&self, address: u32) -> u8 {
        // SAFETY: callers pass the address of a byte of a code object (VM-1).
        unsafe { self.memory.pointer::<u8>(address).read() }
    }
}
