//! One RAM block: objects grow up, the VM stack grows down, nothing else owns memory.
//!
//! ```text
//! start                top              sp                  roots     end
//!   | objects … →       |  free          |  ← VM stack        | roots  |
//! ```
//! A collection can happen in one place only, [`Vm::reserve`]. It hands back a [`Mutator`], a shared borrow that
//! allocates by bumping `top` and never collects; every [`Value`] read or made through it ends with it, so the borrow
//! checker keeps values from living across a move. What must survive sits in a [`Slot`].

pub mod compact;
mod control;
pub mod identity;
#[cfg(feature = "bigint")]
pub mod integer;
pub mod intern;
pub mod layout;
pub mod mark;
pub mod rom;
pub mod run;
pub mod stack;
#[cfg(test)]
mod tests;

use core::cell::Cell;

use mpy_format::qstr::Qstr;

use self::control::Control;
use self::layout::{Header, Kind, MAX_LENGTH, Size, bytes_size, words_size};
pub use self::run::Run;
pub use self::stack::Slot;
use crate::exception::Raised;
use crate::memory::Memory;
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;

/// The words at the end of the block that are always roots.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Root {
    /// What the last call returned.
    Result,
    /// The exception on its way up.
    Raised,
    /// `sys.modules`: a dict.
    Modules,
    /// The table of interned strings: [`Kind::Weak`].
    Interned,
    /// Objects that were asked for their identity: [`Kind::Weak`].
    Identities,
    /// The preallocated `MemoryError`.
    MemoryError,
    /// The dict of the module `__main__`, or none.
    Main,
    /// `sys.argv`: a list, once it was asked for.
    Arguments,
    /// `sys.path`: a list, once it was asked for.
    Path,
    /// What is being called, while its frame is made.
    Callee,
}

/// What a gc-stress build leaves where objects were: a header of no kind, so that using it is caught.
pub(crate) const POISON: u32 = 0xffff_ffff;

/// How many [`Root`]s there are.
pub const ROOTS: u32 = Root::Callee as u32 + 1;

/// Bounds of the block and the state of allocation. All addresses are of the board's memory map.
pub struct Heap {
    pub(crate) memory: Memory,
    /// First object.
    pub(crate) start: u32,
    /// End of the last object.
    pub(crate) top: Cell<u32>,
    /// How far the current mutator may allocate.
    limit: Cell<u32>,
    /// The lowest word in use of the VM stack. Every word in `sp..end` is a valid word (GC-3).
    pub(crate) sp: u32,
    /// Bottom of the running frame: its operand stack may grow down to here without asking.
    pub(crate) floor: u32,
    /// End of the block.
    pub(crate) end: u32,
    /// How many collections there were.
    pub(crate) collections: u32,
    /// What the program has set.
    pub(crate) control: Control,
}

impl Heap {
    /// A heap over the block `start..end`, both multiples of 4.
    ///
    /// # Safety
    /// The block is RAM of `memory`, and nothing else uses it as long as the heap lives.
    pub(crate) unsafe fn new(memory: Memory, start: u32, end: u32) -> Heap {
        let sp = end - ROOTS * 4;
        let heap = Heap {
            memory,
            start,
            top: Cell::new(start),
            limit: Cell::new(start),
            sp,
            floor: end,
            end,
            collections: 0,
            control: Control::new(start),
        };
        for root in 0..ROOTS {
            heap.write(end - 4 - root * 4, Word::NULL);
        }
        heap
    }

    #[inline(always)]
    pub(crate) fn read(&self, address: u32) -> Word {
        debug_assert!(address & 3 == 0);
        // SAFETY: callers pass the address of a word of an object or of the stack: RAM or ROM of the map (GC-2, GC-3).
        unsafe { self.memory.pointer::<Word>(address).read() }
    }

    #[inline(always)]
    pub(crate) fn write(&self, address: u32, word: Word) {
        debug_assert!(address >= self.start && address < self.end && address & 3 == 0);
        // SAFETY: callers pass the address of a word of an object in RAM or of the stack; no Rust reference covers words
        // that change (strings and tuples, which are lent as slices, are written only before their address escapes).
        unsafe { self.memory.pointer::<Word>(address).write(word) }
    }

    #[inline(always)]
    pub(crate) fn header(&self, address: u32) -> Header {
        Header(self.read(address).bits())
    }

    /// Whether `address` is in the part of the block that holds objects; anything else is ROM.
    #[inline(always)]
    pub(crate) fn holds(&self, address: u32) -> bool {
        address >= self.start && address < self.top.get()
    }

    #[inline(always)]
    pub(crate) fn root_address(&self, root: Root) -> u32 {
        self.end - 4 - root as u32 * 4
    }

    /// Bytes between the objects and the stack, the running frame's whole operand stack counted as used.
    #[inline(always)]
    pub(crate) fn gap(&self) -> u32 {
        (if self.sp < self.floor { self.sp } else { self.floor }) - self.top.get()
    }
}

/// Bytes that stay free for an exception and its traceback, so that running out of stack can be reported.
const KEPT_FOR_EXCEPTIONS: u32 = 160;

/// Bytes that objects leave free, so that a program which has exhausted them can handle that: beside the exception, stack
/// for a call or two.
const KEPT_FOR_HANDLING: u32 = KEPT_FOR_EXCEPTIONS + 96;

impl Vm {
    /// The one collection point: makes room for `bytes` of objects (see [`layout::words_size`]).
    ///
    /// # Errors
    /// `MemoryError` when the room is not there after a collection.
    #[inline]
    pub fn reserve(&mut self, bytes: u32) -> Result<Mutator<'_>, Raised> {
        let room = bytes.saturating_add(KEPT_FOR_HANDLING);
        if cfg!(feature = "gc-stress") || self.heap.gap() < room | self.heap.control.barrier {
            return self.reserve_slow(bytes);
        }
        self.heap.limit.set(self.heap.top.get() + bytes);
        Ok(Mutator { vm: self })
    }

    #[cold]
    #[inline(never)]
    fn reserve_slow(&mut self, bytes: u32) -> Result<Mutator<'_>, Raised> {
        self.reserve_keeping(KEPT_FOR_HANDLING, bytes)
    }

    /// As [`Vm::reserve`], for an exception and its traceback: they may take the very last memory.
    ///
    /// # Errors
    /// `MemoryError` when not even that is there.
    #[cold]
    pub(crate) fn reserve_for_exception(&mut self, bytes: u32) -> Result<Mutator<'_>, Raised> {
        self.reserve_keeping(0, bytes)
    }

    fn reserve_keeping(&mut self, kept: u32, bytes: u32) -> Result<Mutator<'_>, Raised> {
        let room = bytes.saturating_add(kept);
        if self.heap.control.barrier != 0 {
            return Err(self.raise_memory_error(bytes));
        }
        if (self.heap.gap() < room && self.heap.control.is_collecting) || cfg!(feature = "gc-stress") {
            self.collect();
        }
        if self.heap.gap() < room {
            return Err(self.raise_memory_error(bytes));
        }
        self.heap.limit.set(self.heap.top.get() + bytes);
        Ok(Mutator { vm: self })
    }

    /// Makes room for `words` more words on the VM stack.
    ///
    /// # Errors
    /// `RuntimeError: maximum recursion depth exceeded` when the room is not there after a collection; `MemoryError` when
    /// it is the objects that have taken it.
    #[inline]
    pub(crate) fn reserve_stack(&mut self, words: u32) -> Result<(), Raised> {
        if self.heap.gap() < words * 4 + KEPT_FOR_EXCEPTIONS {
            self.collect();
            if self.heap.gap() < words * 4 + KEPT_FOR_EXCEPTIONS {
                return Err(self.raise_stack_error(words * 4));
            }
        }
        Ok(())
    }

    /// Collects: afterwards all free memory is one piece.
    pub fn collect(&mut self) {
        let code_before = self.current_code();
        let room = mark::first_qstr_in_ram(self);
        self.heap.mark(room);
        self.heap.sweep_weak();
        self.heap.compact();
        self.heap.note_collection();
        self.code_moved(code_before);
    }

    /// Reads and writes without allocating.
    #[inline(always)]
    pub fn view(&self) -> Mutator<'_> {
        self.heap.limit.set(self.heap.top.get());
        Mutator { vm: self }
    }

    /// Bytes that objects take, dead ones not yet collected included.
    pub fn allocated(&self) -> u32 {
        self.heap.top.get() - self.heap.start
    }

    /// Bytes between the objects and the VM stack that one allocation can get without a collection.
    pub fn free(&self) -> u32 {
        self.heap.gap().saturating_sub(KEPT_FOR_HANDLING)
    }
}

/// Permission to read, write and allocate what was reserved, until the next collection.
#[derive(Clone, Copy)]
pub struct Mutator<'m> {
    pub(crate) vm: &'m Vm,
}

/// An object that can be used until the next collection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Object<'m> {
    address: u32,
    _borrow: core::marker::PhantomData<&'m ()>,
}

impl<'m> Object<'m> {
    /// The object as a value.
    #[inline(always)]
    pub fn value(self) -> Value<'m> {
        // SAFETY: an `Object<'m>` was made from a value of the same borrow or by allocation in it (GC-2).
        unsafe { Value::from_word(Word::object(self.address)) }
    }

    /// Where it is now; a collection changes it.
    pub fn address(self) -> u32 {
        self.address
    }
}

impl<'m> From<Object<'m>> for Value<'m> {
    fn from(object: Object<'m>) -> Value<'m> {
        object.value()
    }
}

impl<'m> Mutator<'m> {
    #[inline(always)]
    fn heap(self) -> &'m Heap {
        &self.vm.heap
    }

    #[inline(always)]
    fn value_at(self, address: u32) -> Value<'m> {
        let word = self.heap().read(address);
        // SAFETY: words of objects and of the stack are valid at every collection (GC-3), and none can happen in `'m`.
        unsafe { Value::from_word(word) }
    }

    /// The value in `slot`.
    #[inline]
    pub fn get(self, slot: Slot) -> Value<'m> {
        self.value_at(self.checked(slot))
    }

    /// Puts a value into `slot`.
    #[inline]
    pub fn set(self, slot: Slot, value: Value<'m>) {
        self.heap().write(self.checked(slot), value.word());
    }

    /// A slot outlives its frame when a builtin keeps it; such a slot must not reach what is free or foreign.
    #[inline]
    fn checked(self, slot: Slot) -> u32 {
        let address = slot.address();
        assert!(address >= self.heap().sp && address < self.heap().end, "a slot of a call that has returned");
        address
    }

    /// A root's value.
    #[inline(always)]
    pub fn root(self, root: Root) -> Value<'m> {
        self.value_at(self.heap().root_address(root))
    }

    /// Sets a root.
    #[inline(always)]
    pub fn set_root(self, root: Root, value: Value<'m>) {
        self.heap().write(self.heap().root_address(root), value.word());
    }

    /// The object that `value` refers to.
    #[inline(always)]
    pub fn object(self, value: Value<'m>) -> Option<Object<'m>> {
        value.word().as_address().map(|address| Object { address, _borrow: core::marker::PhantomData })
    }

    /// The object that `value` refers to, when it is of this kind.
    #[inline]
    pub fn object_of(self, value: Value<'m>, kind: Kind) -> Option<Object<'m>> {
        self.object(value).filter(|&object| self.kind(object) == kind)
    }

    /// The kind of the object `value` refers to.
    #[inline]
    pub fn kind_of(self, value: Value<'m>) -> Option<Kind> {
        self.object(value).map(|object| self.kind(object))
    }

    /// What an object is.
    #[inline(always)]
    pub fn kind(self, object: Object<'m>) -> Kind {
        self.header(object).kind()
    }

    /// The length in its header: of a holder the used entries, of a list its items, of a string its bytes.
    #[inline(always)]
    pub fn length(self, object: Object<'m>) -> u32 {
        self.header(object).length()
    }

    #[inline(always)]
    fn header(self, object: Object<'m>) -> Header {
        self.heap().header(object.address)
    }

    /// Sets the length of an object whose size does not follow from it.
    pub fn set_length(self, object: Object<'m>, length: u32) {
        let kind = self.kind(object);
        assert!(matches!(kind.size(), Size::Fixed(_)) && length <= MAX_LENGTH && self.is_ram(object));
        self.heap().write(object.address, Word::from_bits(Header::new(kind, length).0));
    }

    /// Whether the object is in RAM; ROM is never written.
    #[inline]
    pub fn is_ram(self, object: Object<'m>) -> bool {
        self.heap().holds(object.address)
    }

    /// Words of values in an object.
    #[inline]
    pub fn refs(self, object: Object<'m>) -> u32 {
        self.header(object).refs()
    }

    /// Field `index` of an object.
    #[inline]
    pub fn field(self, object: Object<'m>, index: u32) -> Value<'m> {
        assert!(index < self.header(object).refs(), "no such field");
        self.value_at(object.address + 4 + index * 4)
    }

    /// Sets field `index` of an object in RAM. Tuples and strings, which are lent as slices, are never changed.
    #[inline]
    pub fn set_field(self, object: Object<'m>, index: u32, value: Value<'m>) {
        let header = self.header(object);
        assert!(index < header.refs() && !is_lent(header.kind()) && self.is_ram(object), "no such field");
        self.heap().write(object.address + 4 + index * 4, value.word());
    }

    /// Room for an object of `size` bytes with its header written and its fields not yet.
    #[inline]
    fn bump(self, kind: Kind, length: u32, size: u32) -> Object<'m> {
        let heap = self.heap();
        let address = heap.top.get();
        assert!(length <= MAX_LENGTH && heap.limit.get() - address >= size, "allocation beyond what was reserved");
        heap.top.set(address + size);
        heap.write(address, Word::from_bits(Header::new(kind, length).0));
        Object { address, _borrow: core::marker::PhantomData }
    }

    /// A new object of `words` values, all `fill`. `length` is what its header says, `words` for [`Size::Words`].
    pub fn alloc_filled(self, kind: Kind, length: u32, fill: Value<'m>) -> Object<'m> {
        let words = Header::new(kind, length).words();
        assert!(Header::new(kind, length).refs() == words);
        let object = self.bump(kind, length, words_size(words));
        for index in 0..words {
            self.heap().write(object.address + 4 + index * 4, fill.word());
        }
        object
    }

    /// A new object with these fields; `length` is for kinds of fixed size.
    pub fn alloc(self, kind: Kind, length: u32, fields: &[Value<'m>]) -> Object<'m> {
        let length = if kind.size() == Size::Words { fields.len() as u32 } else { length };
        let header = Header::new(kind, length);
        assert!(header.words() == fields.len() as u32 && header.refs() == header.words());
        let object = self.bump(kind, length, words_size(fields.len() as u32));
        for (index, value) in fields.iter().enumerate() {
            self.heap().write(object.address + 4 + index as u32 * 4, value.word());
        }
        object
    }

    /// A new object of [`Size::Words`] with these fields, read from an iterator of known length.
    pub fn alloc_from(self, kind: Kind, count: u32, mut fields: impl FnMut(u32) -> Value<'m>) -> Object<'m> {
        assert!(kind.size() == Size::Words);
        let object = self.alloc_filled(kind, count, Value::NONE);
        for index in 0..count {
            let value = fields(index);
            self.heap().write(object.address + 4 + index * 4, value.word());
        }
        object
    }

    /// A new object of bytes without references; `fill` writes them (they are zero before).
    pub fn alloc_bytes(self, kind: Kind, length: u32, fill: impl FnOnce(&mut [u8])) -> Object<'m> {
        assert!(kind.size() == Size::Bytes && Header::new(kind, length).refs() == 0);
        let object = self.bump(kind, length, bytes_size(length));
        let start = self.heap().memory.pointer::<u8>(object.address + 4);
        // SAFETY: `bump` gave this room to the new object, whose address has not escaped; it is whole words of RAM.
        unsafe { start.write_bytes(0, length.next_multiple_of(4) as usize) };
        // SAFETY: as above, and the bytes are initialised now; nothing else refers to them while `fill` runs.
        fill(unsafe { core::slice::from_raw_parts_mut(start, length as usize) });
        object
    }

    /// Extends the object of [`Size::Words`] that was allocated last by `words` values within what was reserved;
    /// `false` when another object stands behind it.
    pub fn extend_last(self, object: Object<'m>, words: u32, fill: Value<'m>) -> bool {
        let header = self.header(object);
        let heap = self.heap();
        if object.address + words_size(header.words()) != heap.top.get()
            || header.kind().size() != Size::Words
            || is_lent(header.kind())
            || heap.limit.get() - heap.top.get() < words * 4
            || header.length() + words > MAX_LENGTH
        {
            return false;
        }
        let from = heap.top.get();
        heap.top.set(from + words * 4);
        heap.write(object.address, Word::from_bits(Header::new(header.kind(), header.length() + words).0));
        for index in 0..words {
            heap.write(from + index * 4, fill.word());
        }
        true
    }

    /// Extends the [`Kind::Buffer`] that was allocated last by `bytes`, a multiple of four, within what was reserved; `false`
    /// when another object stands behind it.
    pub fn extend_buffer(self, object: Object<'m>, bytes: u32) -> bool {
        let header = self.header(object);
        let heap = self.heap();
        let from = heap.top.get();
        if object.address + words_size(header.words()) != from
            || header.kind() != Kind::Buffer
            || !header.length().is_multiple_of(4)
            || heap.limit.get() - from < bytes
            || header.length() + bytes > MAX_LENGTH
        {
            return false;
        }
        heap.top.set(from + bytes);
        heap.write(object.address, Word::from_bits(Header::new(Kind::Buffer, header.length() + bytes).0));
        for at in (from..from + bytes).step_by(4) {
            heap.write(at, Word::from_bits(0));
        }
        true
    }

    /// A new code object: constants, children, the shape, then the bytecode with its prelude.
    ///
    /// # Safety
    /// The bytecode was verified against these constants and children, and the shape is that of the verifier (VM-1, VM-2).
    #[cfg(feature = "load")]
    pub(crate) unsafe fn code(
        self,
        consts: Value<'m>,
        children: Value<'m>,
        shape: [u32; 2],
        bytecode: &[u8],
    ) -> Object<'m> {
        let length = crate::vm::code::PRELUDE_OFFSET + bytecode.len() as u32;
        let object = self.bump(Kind::Code, length, bytes_size(length));
        let words = [consts.word(), children.word(), Word::from_bits(shape[0]), Word::from_bits(shape[1])];
        for (index, word) in words.into_iter().enumerate() {
            self.heap().write(object.address + 4 + index as u32 * 4, word);
        }
        let start = object.address + 4 + crate::vm::code::PRELUDE_OFFSET;
        // SAFETY: `bump` gave room for the words above and these bytes; nothing refers to them yet.
        unsafe {
            core::ptr::copy_nonoverlapping(bytecode.as_ptr(), self.heap().memory.pointer::<u8>(start), bytecode.len());
        }
        object
    }

    /// Lends `words` words of what was reserved, to be used while `work` runs, which allocates nothing. They are 0 before,
    /// and stay as they are until something is allocated, at the address of the first.
    #[cfg(any(feature = "load", feature = "bigint"))]
    pub(crate) fn scratch<R>(self, words: u32, work: impl FnOnce(&mut [u32]) -> R) -> R {
        let heap = self.heap();
        let start = heap.top.get();
        assert!(heap.limit.get() - start >= words * 4, "scratch beyond what was reserved");
        let limit = heap.limit.replace(start);
        let memory = heap.memory.pointer::<u32>(start);
        // SAFETY: the words are between the objects and the stack, and with the limit at `start` nothing is allocated.
        unsafe { memory.write_bytes(0, words as usize) };
        // SAFETY: as above; they are initialised now.
        let result = work(unsafe { core::slice::from_raw_parts_mut(memory, words as usize) });
        heap.limit.set(limit);
        result
    }

    /// The bytes of an object that never changes: `Str`, `Bytes`.
    #[inline]
    pub fn bytes(self, object: Object<'m>) -> &'m [u8] {
        let header = self.header(object);
        assert!(matches!(header.kind(), Kind::Str | Kind::Bytes | Kind::Float | Kind::Complex));
        // SAFETY: the object has `length` initialised bytes, is never written after its address escaped, and stays for `'m`.
        unsafe { core::slice::from_raw_parts(self.heap().memory.pointer(object.address + 4), header.length() as usize) }
    }

    /// The bytes of a [`Kind::Buffer`], which others may change while they are read.
    #[inline]
    pub fn buffer(self, object: Object<'m>) -> &'m [Cell<u8>] {
        let header = self.header(object);
        assert!(header.kind() == Kind::Buffer);
        // SAFETY: the object has `length` initialised bytes in RAM that are only ever lent as cells, and stays for `'m`.
        unsafe { core::slice::from_raw_parts(self.heap().memory.pointer(object.address + 4), header.length() as usize) }
    }

    /// The items of a tuple, which never change; the last one of a [`Kind::AttrTuple`] is not for programs.
    #[inline]
    pub fn items(self, object: Object<'m>) -> &'m [Value<'m>] {
        let header = self.header(object);
        assert!(is_lent(header.kind()));
        // SAFETY: a tuple's words are valid values (GC-2), are not written after its address escaped, and stay for `'m`.
        unsafe { core::slice::from_raw_parts(self.heap().memory.pointer(object.address + 4), header.length() as usize) }
    }

    /// A new `str`. The empty one and those of one ASCII character are not allocated.
    pub fn str(self, text: &[u8]) -> Value<'m> {
        if let Some(name) = crate::qstr::short(text) {
            return Value::qstr(name);
        }
        self.alloc_bytes(Kind::Str, text.len() as u32, |bytes| bytes.copy_from_slice(text)).value()
    }

    /// A new `bytes`.
    pub fn bytes_object(self, data: &[u8]) -> Value<'m> {
        if data.is_empty() {
            // SAFETY: not an address.
            return unsafe { Value::from_word(Word::EMPTY_BYTES) };
        }
        self.alloc_bytes(Kind::Bytes, data.len() as u32, |bytes| bytes.copy_from_slice(data)).value()
    }

    /// A new tuple; the empty one is not allocated.
    pub fn tuple(self, items: &[Value<'m>]) -> Value<'m> {
        self.tuple_from(items.len() as u32, |index| items[index as usize])
    }

    /// A new tuple of `count` items.
    pub fn tuple_from(self, count: u32, mut items: impl FnMut(u32) -> Value<'m>) -> Value<'m> {
        if count == 0 {
            // SAFETY: not an address.
            return unsafe { Value::from_word(Word::EMPTY_TUPLE) };
        }
        let object = self.alloc_filled(Kind::Tuple, count, Value::NONE);
        for index in 0..count {
            let value = items(index);
            self.heap().write(object.address + 4 + index * 4, value.word());
        }
        object.value()
    }

    /// A new tuple of `count` items, at least one, that are set one by one: its value is to be had when they are.
    pub fn build_tuple(self, count: u32) -> TupleBuilder<'m> {
        assert!(count > 0);
        TupleBuilder { m: self, tuple: self.alloc_filled(Kind::Tuple, count, Value::NONE) }
    }

    /// The items of a value that is a tuple.
    #[inline]
    pub fn as_tuple(self, value: Value<'m>) -> Option<&'m [Value<'m>]> {
        if value.word() == Word::EMPTY_TUPLE {
            return Some(&[]);
        }
        let object = self.object(value)?;
        match self.kind(object) {
            Kind::Tuple => Some(self.items(object)),
            Kind::AttrTuple => self.items(object).split_last().map(|(_, items)| items),
            _ => None,
        }
    }

    /// The UTF-8 of a value that is a `str`, interned or not.
    #[inline]
    pub fn as_str(self, value: Value<'m>) -> Option<&'m [u8]> {
        match value.word().tag() {
            Tag::Qstr(name) => Some(self.qstr_text(name)),
            Tag::Object(_) => self.object_of(value, Kind::Str).map(|object| self.bytes(object)),
            _ => None,
        }
    }

    /// The bytes of a value that is a `bytes`.
    pub fn as_bytes(self, value: Value<'m>) -> Option<&'m [u8]> {
        if value.word() == Word::EMPTY_BYTES {
            return Some(&[]);
        }
        self.object_of(value, Kind::Bytes).map(|object| self.bytes(object))
    }

    /// The text of an interned string.
    #[inline]
    pub fn qstr_text(self, name: Qstr) -> &'m [u8] {
        intern::text(self, name)
    }

    /// Puts `value` into the result and says so; see [`Ret`].
    #[inline]
    pub fn ret(self, value: impl Into<Value<'m>>) -> Ret {
        self.set_root(Root::Result, value.into());
        Ret(())
    }
}

/// Whether the words of objects of this kind are lent as slices, and so never change.
#[inline(always)]
const fn is_lent(kind: Kind) -> bool {
    matches!(kind, Kind::Tuple | Kind::AttrTuple)
}

/// A tuple whose items are being set. Nobody else has its address, so it can change.
pub struct TupleBuilder<'m> {
    m: Mutator<'m>,
    tuple: Object<'m>,
}

impl<'m> TupleBuilder<'m> {
    /// Sets item `index`.
    pub fn set(&self, index: u32, value: Value<'m>) {
        assert!(index < self.m.length(self.tuple));
        self.m.heap().write(self.tuple.address + 4 + index * 4, value.word());
    }

    /// The tuple.
    pub fn finish(self) -> Value<'m> {
        self.tuple.value()
    }
}

/// Proof that a builtin put its result where the caller finds it, in [`Root::Result`].
///
/// A value cannot be returned itself: it would borrow the machine, and the caller must be able to go on.
#[must_use]
#[derive(Debug)]
pub struct Ret(());

impl Vm {
    /// Returns `value`, which is no address, as a builtin's result. Builtins end with it: it is worth being one function.
    #[inline(never)]
    pub fn ret(&self, value: Word) -> Ret {
        assert!(!matches!(value.tag(), Tag::Object(_)));
        self.heap.write(self.heap.root_address(Root::Result), value);
        Ret(())
    }

    /// Returns `None`.
    #[inline(always)]
    pub fn ret_none(&self) -> Ret {
        self.ret(Word::NONE)
    }

    /// Returns what is in `slot`.
    pub fn ret_slot(&self, slot: Slot) -> Ret {
        let m = self.view();
        m.ret(m.get(slot))
    }

    /// Turns the bytearray in `slot`, which nothing else refers to, into an object of `kind`, `Str` or `Bytes`, that has
    /// its bytes. Nothing is copied: the storage becomes the object, and what it has too much is free.
    pub fn freeze(&mut self, slot: Slot, kind: Kind) {
        assert!(matches!(kind, Kind::Str | Kind::Bytes));
        let m = self.view();
        let Some(array) = m.object_of(m.get(slot), Kind::ByteArray) else { return };
        let used = m.length(array);
        let Some(buffer) = m.object(m.field(array, 0)).filter(|&buffer| used > 0 && m.is_ram(buffer)) else {
            let empty = if kind == Kind::Str { Word::qstr(Qstr::EMPTY) } else { Word::EMPTY_BYTES };
            self.heap.write(slot.address(), empty);
            return;
        };
        let (address, end) = (buffer.address(), buffer.address() + bytes_size(m.length(buffer)));
        let behind = address + bytes_size(used);
        self.heap.write(slot.address(), Word::object(address));
        // No slice of the bytes is lent: `self` is borrowed alone.
        self.heap.write(address, Word::from_bits(Header::new(kind, used).0));
        if end == self.heap.top.get() {
            self.heap.top.set(behind);
        } else if behind < end {
            self.heap.write(behind, Word::from_bits(Header::new(Kind::Bytes, end - behind - 4).0));
        }
    }

    /// Moves a result into `slot`.
    pub fn keep(&self, _: Ret, slot: Slot) {
        let m = self.view();
        m.set(slot, m.root(Root::Result));
    }
}
