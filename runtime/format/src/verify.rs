//! The bytecode verifier: what a virtual machine may rely on when it runs a function without checking anything.
//!
//! [`function()`] looks at every instruction once, so it is linear in the size of the code (up to a logarithm for jump
//! targets), and needs no memory but a scratch buffer whose size [`scratch_len`] tells: 12 bytes a jump and 24 to 48 a
//! block. It accepts everything the reference compiler writes. What it does *not* look at are the types of values: any
//! value may be anywhere that an instruction takes a value from, null included, and the machine checks where it matters.
//!
//! # The words used below
//!
//! *Depth* counts the values on the stack of a frame; the frame's local variables are apart from it. A *block* is
//! something an instruction starts and another one ends, and blocks nest. There are loops (`GET_ITER_STACK`) and
//! exception blocks (`SETUP_EXCEPT`, `SETUP_FINALLY`, `SETUP_WITH`). An exception block has a *handler* and a *base*: the
//! depth when it started, for `SETUP_WITH` with `__exit__` and its object on the stack. Before the handler's first
//! instruction the block is *waiting*, from there on it is *active*.
//!
//! When its `finally` code has to be run on the way elsewhere, a handler finds a *token*: an exception (one slot), or
//! what was going on (two slots: a value and a cause, as a machine pleases). In place of a token it finds `None` (one
//! slot) if nothing was going on. Depths below count a token as two slots, so they are upper bounds there.
//!
//! # What holds for a verified function
//!
//! 1. **Instructions.** Execution starts at offset 0 of the code and is always at the first byte of an instruction whose
//!    operands are complete. It never passes the end of the code.
//! 2. **Indices.** Qstr, constant and child indices are inside the tables whose sizes the caller gave, in the prelude too.
//!    Local slots, those of arguments and cells included, are below [`Verified::n_locals`]. Integers have
//!    [`Limits::small_int_bits`] bits. `BUILD_SLICE` takes 2 or 3.
//! 3. **Frame.** `max_depth <= n_state`, and `n_locals + max_depth <= n_state` but for one kind of function: a class body
//!    that assigns `__class__` has a local for which the reference compiler's `n_state` has no room of its own. So a
//!    frame of [`Verified::frame_slots`], or of `n_state + 1`, is always enough. The depth is the same every time an
//!    instruction is reached, except inside an active `finally`, where it is one less if the token has one slot.
//! 4. **Floors.** No instruction takes or exchanges a slot below the *floor* of the innermost block: the base of an
//!    exception block, the slots of a loop's iterator, the token of an active `finally`. So the depth is at least the
//!    base all the while a block is waiting, and resetting it to the base uncovers no slot that has been popped.
//!    `DUP_TOP` and `STORE_COMP` read values below the floor, but never slots of an iterator or a token.
//! 5. **Iterators.** `FOR_ITER` finds the four slots of an iterator at the top: those that `GET_ITER_STACK` made, or
//!    null, a local variable's value, null, null, for a generator expression. Only these instructions write the slots.
//!    They go all at once: by `FOR_ITER`, by four `POP_TOP` in a row, by `UNWIND_JUMP` with its iterator bit, by an
//!    exception or a return that resets the depth to a base below.
//! 6. **Exception blocks.** At most [`Verified::max_blocks`], which is at most `n_exc_stack`, are there at the same time,
//!    active ones included. A block is waiting exactly if the instruction's offset is below its handler. `END_FINALLY`
//!    ends an active block that is the innermost, `POP_EXCEPT_JUMP` one that `SETUP_EXCEPT` started, waiting or active.
//! 7. **Handlers.** A waiting block's handler may be entered at any instruction, with the depth reset to its base and
//!    then, for `SETUP_EXCEPT`, one exception, else a token. There is room for that, for the two slots more that
//!    `WITH_CLEANUP` calls `__exit__` with, and for the two more that `SETUP_WITH` may use for `__enter__`.
//! 8. **Tokens.** `END_FINALLY` of a `finally` or `with` finds at the top what the machine put there for this very entry
//!    of the handler, or `None` that `LOAD_CONST_NONE` pushed: nothing else can reach these slots, and no copy of them is
//!    ever made but as 10 says. `END_FINALLY` of a `SETUP_EXCEPT` finds one value of any type, which is not a token.
//!    `WITH_CLEANUP` is the only instruction of its handler before `END_FINALLY` and finds `__exit__`, its object and the
//!    token or `None`; it removes the first two.
//! 9. **Leaving by `UNWIND_JUMP`.** The innermost `n_blocks >= 1` blocks are exception blocks, and the depth is at the
//!    base of each as it is left (above the token of one that is active), `__exit__` and its object removed with a `with`.
//!    With the iterator bit, the top is then an iterator. The target expects what remains.
//! 10. **`async with`.** Its handler starts with `DUP_TOP`, which starts no other, and is the very sequence that the
//!     compiler emits. The copy of the token's top is taken by `EXCEPTION_MATCH`, whose result decides how many slots the
//!     rest believes to be there. So **the machine has to make `EXCEPTION_MATCH` true for an exception and false for the
//!     cause of a token, whatever is on the right, if the innermost block is an active `finally`.** The context
//!     manager, the topmost value when the block started, is consumed: the block ends one below its base.
//! 11. **Generators.** `YIELD_VALUE` and `YIELD_FROM` are in functions whose flags say generator.
//!
//! A machine that unwinds sets the depth from the bases it has saved, not from what it finds.

use crate::error::{DecodeError, ErrorKind};
#[cfg(feature = "alloc")]
use crate::module::{Body, Module, RawCode};
use crate::mpy::ScopeFlags;
use crate::op::{Instructions, Op, Opcode};
use crate::operand::{Checked, Value};
use crate::operator::BinaryOp;
use crate::prelude::Prelude;

/// Slots that a loop keeps its iterator in.
pub const ITERATOR_SLOTS: u32 = 4;
/// Slots that a token is counted as.
const TOKEN_SLOTS: u32 = 2;

/// Sizes of what a function refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries of the module's qstr table.
    pub n_qstrs: u32,
    /// Constants of the module.
    pub n_constants: u32,
    /// Functions that this one makes.
    pub n_children: u32,
    /// Bits of a small integer.
    pub small_int_bits: u8,
}

/// What the verifier has found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Depth that is never exceeded.
    pub max_depth: u32,
    /// Local variables, counted by the highest that is used.
    pub n_locals: u32,
    /// Exception blocks that exist at the same time.
    pub max_blocks: u32,
}

impl Verified {
    /// Slots of a frame, local variables and stack.
    pub const fn frame_slots(&self) -> u32 {
        self.n_locals + self.max_depth
    }
}

/// Words of scratch memory that [`function()`] needs for the same bytes.
pub fn scratch_len(function: &[u8]) -> Result<usize, DecodeError> {
    let prelude = Prelude::parse(function)?;
    let (mut n_targets, mut n_blocks) = (0, 1);
    for instruction in Instructions::new(prelude.code, 0) {
        let (_, op) = instruction.map_err(|e| e.offset_by(prelude.code_at))?;
        n_targets += usize::from(op.target(0).is_some() || op.opcode() == Opcode::EndFinally);
        n_blocks += match op.opcode() {
            Opcode::SetupExcept | Opcode::SetupFinally | Opcode::SetupWith => 2,
            Opcode::GetIterStack | Opcode::LoadNull => 1,
            _ => 0,
        };
    }
    Ok(n_targets * Targets::WORDS + n_blocks * Block::WORDS)
}

/// Verifies a function, given as its prelude and instructions. Offsets of errors count from its first byte.
pub fn function(function: &[u8], limits: &Limits, scratch: &mut [u32]) -> Result<Verified, DecodeError> {
    let prelude = Prelude::parse(function)?;
    verify(&prelude, limits, scratch).map_err(|e| e.offset_by(prelude.code_at))
}

/// Verifies all bytecode of a module and the preludes of its machine code, which itself cannot be verified. Offsets of
/// errors count from the first byte of the function that is wrong.
#[cfg(feature = "alloc")]
pub fn module(module: &Module) -> Result<(), DecodeError> {
    let mut rest = alloc::vec![&module.code];
    while let Some(code) = rest.pop() {
        raw_code(module, code)?;
        rest.extend(&code.children);
    }
    Ok(())
}

/// The same for one of a module's functions, without its children.
#[cfg(feature = "alloc")]
pub fn raw_code(module: &Module, code: &RawCode) -> Result<(), DecodeError> {
    match code.body {
        Body::Bytecode => {
            let limits = Limits {
                n_qstrs: module.qstrs.len() as u32,
                n_constants: module.constants.len() as u32,
                n_children: code.children.len() as u32,
                small_int_bits: module.header.small_int_bits,
            };
            let mut scratch = alloc::vec![0; scratch_len(&code.code)?];
            function(&code.code, &limits, &mut scratch).map(drop)
        }
        Body::Native { prelude_offset } => {
            let at = prelude_offset as usize;
            let missing = DecodeError::new(at, ErrorKind::MalformedPrelude);
            let prelude = code.code.get(at..).ok_or(missing)?;
            Prelude::parse(prelude).map(drop).map_err(|e| e.offset_by(prelude_offset))
        }
        Body::Viper(_) | Body::Asm { .. } => Ok(()),
    }
}

fn verify(prelude: &Prelude<'_>, limits: &Limits, scratch: &mut [u32]) -> Result<Verified, DecodeError> {
    let start = DecodeError { at: 0, kind: ErrorKind::TooComplex };
    let signature = &prelude.signature;
    let small = signature.n_state <= 0xfff0 && signature.n_pos_args <= 0xffff && signature.n_kwonly_args <= 0xffff;
    if !small || prelude.code.len() > 0xff_ffff {
        return Err(start);
    }
    for name in core::iter::once(prelude.name).chain(prelude.arg_names()) {
        if name.0 >= limits.n_qstrs {
            return Err(DecodeError { kind: ErrorKind::QstrIndex(name.0), ..start });
        }
    }
    if signature.n_def_pos_args > signature.n_pos_args {
        return Err(DecodeError { kind: ErrorKind::MalformedPrelude, ..start });
    }
    let cells = prelude.cells.iter().map(|&cell| u32::from(cell) + 1).max().unwrap_or(0);
    let (n_targets, n_locals) = collect(prelude, limits, scratch, cells.max(signature.n_arg_slots()))?;
    let has = signature.n_state;
    let too_small = DecodeError { kind: ErrorKind::FrameTooSmall { needs: n_locals, has }, ..start };
    // `class A: __class__ = ...` stores into a local after the closed-over ones, which the compiler has not counted.
    let may_be_class = signature.scope_flags == ScopeFlags(0) && prelude.cells.is_empty();
    let uncounted = u32::from(may_be_class && n_locals == signature.n_arg_slots() + 1);
    let room = has.checked_sub(n_locals - uncounted).ok_or(too_small)?;
    let too_little = DecodeError { kind: ErrorKind::ScratchTooSmall, ..start };
    let (targets, blocks) = scratch.split_at_mut_checked(n_targets * Targets::WORDS).ok_or(too_little)?;
    let mut verifier = Verifier {
        code: prelude.code,
        targets: Targets { words: targets, n: n_targets, pending: NONE },
        blocks: Blocks { words: blocks, n: 0 },
        room,
        n_locals,
        n_state: has,
        n_exc_stack: signature.n_exc_stack,
        verified: Verified { max_depth: 0, n_locals, max_blocks: 0 },
    };
    verifier.targets.check_starts(prelude.code)?;
    verifier.run()?;
    Ok(verifier.verified)
}

/// Looks at every instruction by itself, dead ones too. Leaves the offsets where straight lines of execution may start in
/// `scratch`, sorted; gives their number and the number of locals.
fn collect(
    prelude: &Prelude<'_>,
    limits: &Limits,
    scratch: &mut [u32],
    n_arg_slots: u32,
) -> Result<(usize, u32), DecodeError> {
    let mut n_locals = n_arg_slots;
    let mut n_targets = 0;
    let is_generator = prelude.signature.scope_flags.contains(ScopeFlags::GENERATOR);
    let int_bits = u32::from(limits.small_int_bits.clamp(1, 64));
    let mut instructions = Instructions::new(prelude.code, 0);
    while let Some(instruction) = instructions.next() {
        let (at, op) = instruction?;
        let found = |kind| Err(DecodeError { at, kind });
        let mut target = None;
        for value in op.operands().into_iter().flatten() {
            match value {
                Value::Slot(slot) => n_locals = n_locals.max(slot.saturating_add(1)),
                Value::Qstr(index) if index >= limits.n_qstrs => return found(ErrorKind::QstrIndex(index)),
                Value::Constant(index) if index >= limits.n_constants => return found(ErrorKind::ConstantIndex(index)),
                Value::Child(index) if index >= limits.n_children => return found(ErrorKind::ChildIndex(index)),
                Value::Int(value) if value >> (int_bits - 1) != value >> 63 => {
                    return found(ErrorKind::IntegerTooLarge);
                }
                Value::Label(_) => {
                    let to = op.target(at).unwrap_or(-1);
                    let inside = u32::try_from(to).ok().filter(|&to| (to as usize) < prelude.code.len());
                    target = Some(inside.ok_or(DecodeError { at, kind: ErrorKind::JumpTarget(to) })?);
                }
                Value::Qstr(_) | Value::Constant(_) | Value::Child(_) | Value::Int(_) | Value::Count(_) => {}
                Value::Args(..) | Value::Unpack(..) | Value::Comp(..) | Value::Unwind(..) => {}
                Value::Unary(_) | Value::Binary(_) => {}
            }
        }
        match op {
            Op::BuildSlice { n } if n.0 != 2 && n.0 != 3 => return found(ErrorKind::MeaninglessOperand(n.0)),
            Op::YieldValue {} | Op::YieldFrom {} if !is_generator => return found(ErrorKind::YieldOutsideGenerator),
            Op::EndFinally {} => target = Some(instructions.at() as u32),
            _ => {}
        }
        // What follows an `async with` is reached from its first instruction, not from the one before it; nothing
        // follows the last.
        if let Some(target) = target.filter(|&target| (target as usize) < prelude.code.len()) {
            *scratch.get_mut(n_targets).ok_or(DecodeError { at, kind: ErrorKind::ScratchTooSmall })? = target;
            n_targets += 1;
        }
    }
    let found = scratch.get_mut(..n_targets).unwrap_or_default();
    found.sort_unstable();
    let mut n_distinct = 0;
    for i in 0..n_targets {
        if n_distinct == 0 || found[i] != found[n_distinct - 1] {
            found[n_distinct] = found[i];
            n_distinct += 1;
        }
    }
    // From a word each to a record each, last first, so that nothing is overwritten before it is moved.
    let too_small = DecodeError { at: 0, kind: ErrorKind::ScratchTooSmall };
    let records = scratch.get_mut(..n_distinct * Targets::WORDS).ok_or(too_small)?;
    for i in (0..n_distinct).rev() {
        let at = records[i];
        records[i * Targets::WORDS..][..Targets::WORDS].copy_from_slice(&[at, UNSEEN, NONE]);
    }
    Ok((n_distinct, n_locals))
}

/// What is known when an instruction is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    /// The innermost block.
    block: u16,
    /// Values on the stack, at most.
    depth: u16,
}

impl State {
    fn to_word(self) -> u32 {
        u32::from(self.block) << 16 | u32::from(self.depth)
    }

    fn from_word(word: u32) -> State {
        State { block: (word >> 16) as u16, depth: word as u16 }
    }
}

/// No target.
const NONE: u32 = u32::MAX;
/// State of a target that nothing has reached yet.
const UNSEEN: u32 = u32::MAX;
/// State of a target that only the `async with` sequence around it may reach.
const SEALED: u32 = u32::MAX - 1;

/// Where straight lines of execution start: jump targets, handlers, and what follows an `END_FINALLY`.
/// A record is the offset, the state there, and the next of those that wait to be looked at.
struct Targets<'a> {
    words: &'a mut [u32],
    n: usize,
    /// First of those that wait.
    pending: u32,
}

impl Targets<'_> {
    const WORDS: usize = 3;

    fn at(&self, index: usize) -> Option<u32> {
        self.words.get(index * Self::WORDS).copied()
    }

    /// Index of the first target at `at` or after.
    fn position(&self, at: u32) -> usize {
        let (mut low, mut high) = (0, self.n);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at(middle).is_some_and(|found| found < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn contains(&self, at: u32) -> bool {
        self.at(self.position(at)) == Some(at)
    }

    /// The state of the target at `at`, which is one.
    fn state(&mut self, at: u32) -> Option<(u32, &mut u32)> {
        let index = self.position(at);
        if self.at(index) != Some(at) {
            return None;
        }
        self.words.get_mut(index * Self::WORDS + 1).map(|word| (index as u32, word))
    }

    /// Every target is the start of an instruction.
    fn check_starts(&self, code: &[u8]) -> Result<(), DecodeError> {
        let mut index = 0;
        for instruction in Instructions::new(code, 0) {
            let (at, _) = instruction?;
            let target = self.at(index);
            if target == Some(at) {
                index += 1;
            } else if let Some(target) = target.filter(|&target| target < at) {
                return Err(DecodeError { at: target, kind: ErrorKind::JumpTarget(target.into()) });
            }
        }
        match self.at(index) {
            Some(target) => Err(DecodeError { at: target, kind: ErrorKind::JumpTarget(target.into()) }),
            None => Ok(()),
        }
    }

    /// The target at `to` is reached with `state`.
    fn flow(&mut self, from: u32, to: u32, state: State) -> Result<(), DecodeError> {
        let pending = self.pending;
        let mismatch = DecodeError { at: from, kind: ErrorKind::StateMismatch };
        let (index, word) = self.state(to).ok_or(mismatch)?;
        if *word == state.to_word() {
            return Ok(());
        }
        if *word != UNSEEN {
            return Err(mismatch);
        }
        *word = state.to_word();
        if let Some(link) = self.words.get_mut(index as usize * Self::WORDS + 2) {
            *link = pending;
        }
        self.pending = index;
        Ok(())
    }

    /// Only the sequence around it may reach the target at `at`, if there is one.
    fn seal(&mut self, from: u32, at: u32) -> Result<(), DecodeError> {
        match self.state(at) {
            Some((_, word)) if *word != UNSEEN => Err(DecodeError { at: from, kind: ErrorKind::StateMismatch }),
            Some((_, word)) => {
                *word = SEALED;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// One that waits to be looked at.
    fn take_pending(&mut self) -> Option<(u32, State)> {
        let record = self.words.get(self.pending as usize * Self::WORDS..)?.get(..Self::WORDS)?;
        let (at, state, next) = (record[0], record[1], record[2]);
        self.pending = next;
        Some((at, State::from_word(state)))
    }
}

/// What a block is, and in which of its phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    /// The function's body.
    Root,
    /// A loop over an iterator.
    Iterator,
    /// `SETUP_EXCEPT`, waiting.
    Except,
    /// The same, active.
    ExceptHandler,
    /// `SETUP_FINALLY`, waiting.
    Finally,
    /// The same, active.
    FinallyHandler,
    /// `SETUP_WITH`, waiting.
    With,
    /// The same, active.
    WithHandler,
    /// `SETUP_FINALLY` of an `async with`, waiting. It is never seen active: its handler is one fixed sequence.
    AsyncWith,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Root,
        Kind::Iterator,
        Kind::Except,
        Kind::ExceptHandler,
        Kind::Finally,
        Kind::FinallyHandler,
        Kind::With,
        Kind::WithHandler,
        Kind::AsyncWith,
    ];
}

/// A block, in one of its phases; the active phase of an exception block is the record after the waiting one.
#[derive(Clone, Copy, Debug)]
struct Block {
    kind: Kind,
    /// Exception blocks around it, itself included.
    nesting: u16,
    /// The block around it.
    parent: u16,
    /// Depth when it started.
    base: u16,
    /// First offset that belongs to it.
    low: u32,
    /// First offset after them.
    high: u32,
    /// Where its handler starts.
    handler: u32,
    /// Where an `async with` goes on that nothing has interrupted.
    normal_exit: u32,
}

impl Block {
    const WORDS: usize = 6;

    /// Depth below which its instructions do not reach.
    fn floor(&self) -> u32 {
        u32::from(self.base)
            + match self.kind {
                Kind::Root | Kind::Except | Kind::ExceptHandler | Kind::Finally | Kind::With | Kind::AsyncWith => 0,
                Kind::Iterator => ITERATOR_SLOTS,
                Kind::FinallyHandler | Kind::WithHandler => TOKEN_SLOTS,
            }
    }

    /// Depth when it has ended by itself.
    fn outer_depth(&self) -> u16 {
        match self.kind {
            Kind::Root | Kind::Iterator | Kind::Except | Kind::ExceptHandler => self.base,
            Kind::Finally | Kind::FinallyHandler => self.base,
            Kind::With | Kind::WithHandler => self.base.saturating_sub(2),
            Kind::AsyncWith => self.base.saturating_sub(1),
        }
    }

    /// What is left when it is gone.
    fn outside(&self) -> State {
        State { block: self.parent, depth: self.outer_depth() }
    }
}

struct Blocks<'a> {
    words: &'a mut [u32],
    n: u16,
}

impl Blocks<'_> {
    fn get(&self, index: u16) -> Block {
        let mut words = [0; Block::WORDS];
        if let Some(record) = self.words.get(usize::from(index) * Block::WORDS..).and_then(|w| w.get(..Block::WORDS)) {
            words.copy_from_slice(record);
        }
        Block {
            kind: Kind::ALL.get((words[0] & 0xff) as usize).copied().unwrap_or(Kind::Root),
            nesting: (words[0] >> 8) as u16,
            parent: (words[1] >> 16) as u16,
            base: words[1] as u16,
            low: words[2],
            high: words[3],
            handler: words[4],
            normal_exit: words[5],
        }
    }

    fn add(&mut self, at: u32, block: Block) -> Result<u16, DecodeError> {
        let index = self.n;
        let start = usize::from(index) * Block::WORDS;
        let too_small = DecodeError { at, kind: ErrorKind::ScratchTooSmall };
        let record = self.words.get_mut(start..).and_then(|w| w.get_mut(..Block::WORDS)).ok_or(too_small)?;
        record.copy_from_slice(&[
            u32::from(block.nesting) << 8 | block.kind as u32,
            u32::from(block.parent) << 16 | u32::from(block.base),
            block.low,
            block.high,
            block.handler,
            block.normal_exit,
        ]);
        // The last numbers are those of the special states.
        self.n = index.checked_add(1).filter(|&n| n < 0xfff0).ok_or(DecodeError { at, kind: ErrorKind::TooComplex })?;
        Ok(index)
    }
}

struct Verifier<'a> {
    code: &'a [u8],
    targets: Targets<'a>,
    blocks: Blocks<'a>,
    /// Slots that the stack has.
    room: u32,
    n_locals: u32,
    n_state: u32,
    n_exc_stack: u32,
    verified: Verified,
}

/// An instruction, and where it and the next one are.
#[derive(Clone, Copy)]
struct Here {
    at: u32,
    next: u32,
    op: Op,
}

impl Here {
    fn found(&self, kind: ErrorKind) -> DecodeError {
        DecodeError { at: self.at, kind }
    }

    /// Where it jumps, which `collect` has found to be inside the code.
    fn target(&self) -> u32 {
        self.op.target(self.at).and_then(|target| u32::try_from(target).ok()).unwrap_or(self.at)
    }
}

impl Verifier<'_> {
    fn run(&mut self) -> Result<(), DecodeError> {
        let high = self.code.len() as u32;
        let root = Block { kind: Kind::Root, nesting: 0, parent: 0, base: 0, low: 0, high, handler: 0, normal_exit: 0 };
        let block = self.blocks.add(0, root)?;
        let start = State { block, depth: 0 };
        if self.targets.contains(0) {
            self.targets.flow(0, 0, start)?;
        } else {
            self.line(0, start)?;
        }
        while let Some((at, state)) = self.targets.take_pending() {
            self.line(at, state)?;
        }
        Ok(())
    }

    fn decode(&self, at: u32) -> Result<Here, DecodeError> {
        let mut reader = Checked::new(self.code, at as usize);
        if reader.is_at_end() {
            return Err(DecodeError { at, kind: ErrorKind::RunsOffEnd });
        }
        let op = Op::decode(&mut reader)?;
        Ok(Here { at, next: reader.at() as u32, op })
    }

    /// The instruction after `here`, which only execution from `here` reaches.
    fn following(&self, here: &Here) -> Option<Here> {
        if self.targets.contains(here.next) { None } else { self.decode(here.next).ok() }
    }

    /// Follows execution to the next place where others may join it.
    fn line(&mut self, at: u32, mut state: State) -> Result<(), DecodeError> {
        let mut here = self.decode(at)?;
        let mut after_none = false;
        loop {
            let block = self.blocks.get(state.block);
            if !(block.low..block.high).contains(&here.at) {
                return Err(here.found(ErrorKind::BlockMismatch));
            }
            let Some((next, next_state)) = self.step(&here, state, &block, after_none)? else { return Ok(()) };
            after_none = here.op.opcode() == Opcode::LoadConstNone;
            state = next_state;
            if self.targets.contains(next) {
                if after_none {
                    state = self.enter_handler_with_none(next, state);
                }
                return self.targets.flow(here.at, next, state);
            }
            here = self.decode(next)?;
        }
    }

    /// A `finally` that is reached without anything going on: `None` is there in place of a token.
    fn enter_handler_with_none(&self, next: u32, state: State) -> State {
        let block = self.blocks.get(state.block);
        match block.kind {
            Kind::Finally | Kind::With if next == block.handler && state.depth == block.base + 1 => {
                State { block: state.block + 1, depth: block.base + TOKEN_SLOTS as u16 }
            }
            Kind::Root | Kind::Iterator | Kind::Except | Kind::ExceptHandler | Kind::Finally => state,
            Kind::FinallyHandler | Kind::With | Kind::WithHandler | Kind::AsyncWith => state,
        }
    }

    /// Notes a depth; an error if the frame has no room for it.
    fn reach(&mut self, here: &Here, depth: u32) -> Result<u16, DecodeError> {
        if depth > self.room {
            let needs = depth.saturating_add(self.n_locals);
            return Err(here.found(ErrorKind::FrameTooSmall { needs, has: self.n_state }));
        }
        self.verified.max_depth = self.verified.max_depth.max(depth);
        Ok(depth as u16)
    }

    /// What taking `pops` values and pushing `pushes` leaves.
    fn effect(&mut self, here: &Here, state: State, pops: u32, pushes: u32) -> Result<State, DecodeError> {
        let floor = self.blocks.get(state.block).floor();
        let rest = u32::from(state.depth).checked_sub(pops).filter(|&rest| rest >= floor);
        let rest = rest.ok_or(here.found(ErrorKind::StackUnderflow))?;
        Ok(State { block: state.block, depth: self.reach(here, rest.saturating_add(pushes))? })
    }

    /// Executes one instruction. Gives where execution goes on besides jumps, if it does.
    fn step(
        &mut self,
        here: &Here,
        state: State,
        block: &Block,
        after_none: bool,
    ) -> Result<Option<(u32, State)>, DecodeError> {
        if block.kind == Kind::WithHandler && here.op.opcode() != Opcode::WithCleanup {
            return Err(here.found(ErrorKind::BlockMismatch));
        }
        let depth = u32::from(state.depth);
        let at_floor = depth == block.floor();
        match here.op {
            Op::Jump { .. } => {
                self.targets.flow(here.at, here.target(), state)?;
                return Ok(None);
            }
            Op::PopJumpIfTrue { .. } | Op::PopJumpIfFalse { .. } => {
                let popped = self.effect(here, state, 1, 0)?;
                self.targets.flow(here.at, here.target(), popped)?;
                return Ok(Some((here.next, popped)));
            }
            Op::JumpIfTrueOrPop { .. } | Op::JumpIfFalseOrPop { .. } => {
                let popped = self.effect(here, state, 1, 0)?;
                self.targets.flow(here.at, here.target(), state)?;
                return Ok(Some((here.next, popped)));
            }
            Op::SetupExcept { .. } | Op::SetupFinally { .. } | Op::SetupWith { .. } => {
                return self.setup(here, state).map(Some);
            }
            Op::PopExceptJump { .. } => {
                let ends = matches!(block.kind, Kind::Except | Kind::ExceptHandler) && at_floor;
                if !ends {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                self.targets.flow(here.at, here.target(), block.outside())?;
                return Ok(None);
            }
            Op::EndFinally {} => {
                let ends = match block.kind {
                    Kind::ExceptHandler => depth == block.floor() + 1,
                    Kind::FinallyHandler => at_floor,
                    Kind::Root | Kind::Iterator | Kind::Except | Kind::Finally => false,
                    Kind::With | Kind::WithHandler | Kind::AsyncWith => false,
                };
                if !ends {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                return Ok(Some((here.next, block.outside())));
            }
            Op::WithCleanup {} => {
                let end = self.following(here).filter(|end| end.op.opcode() == Opcode::EndFinally);
                let Some(end) = end.filter(|_| block.kind == Kind::WithHandler && at_floor) else {
                    return Err(here.found(ErrorKind::BlockMismatch));
                };
                return Ok(Some((end.next, block.outside())));
            }
            Op::UnwindJump { count, .. } => {
                let target = self.unwind(here, state, count.n_blocks, count.pops_iterator)?;
                self.targets.flow(here.at, here.target(), target)?;
                return Ok(None);
            }
            Op::GetIterStack {} => {
                let popped = self.effect(here, state, 1, 0)?;
                return self.start_loop(here, popped, here.next).map(Some);
            }
            Op::LoadNull {} => {
                // A generator expression gets its iterator as an argument and puts it where its loop wants it.
                if let Some(next) = self.borrowed_iterator(here) {
                    return self.start_loop(here, state, next).map(Some);
                }
            }
            Op::ForIter { .. } => {
                if block.kind != Kind::Iterator || !at_floor {
                    return Err(here.found(ErrorKind::NoIterator));
                }
                self.targets.flow(here.at, here.target(), block.outside())?;
            }
            Op::PopTop {} if block.kind == Kind::Iterator && at_floor => {
                // `break` drops all of the iterator.
                let mut last = *here;
                for _ in 1..ITERATOR_SLOTS {
                    last = self
                        .following(&last)
                        .filter(|next| next.op == Op::PopTop {})
                        .ok_or(here.found(ErrorKind::StackUnderflow))?;
                }
                return Ok(Some((last.next, block.outside())));
            }
            Op::RotTwo {} if block.kind == Kind::AsyncWith && after_none && depth == block.floor() + 1 => {
                // The end of the body of an `async with`: `None` goes below the context manager.
                let jump = self.following(here).filter(|jump| jump.op.opcode() == Opcode::Jump);
                let exits = jump.is_some_and(|jump| jump.next == block.handler && jump.target() == block.normal_exit);
                if !exits {
                    return Err(here.found(ErrorKind::BlockMismatch));
                }
                return Ok(None);
            }
            Op::DupTop {} => {
                // `async for` duplicates what it iterates over inside the block that guards it.
                self.check_value(here, state, 0)?;
                let depth = self.reach(here, depth + 1)?;
                return Ok(Some((here.next, State { block: state.block, depth })));
            }
            Op::StoreComp { target } => {
                if target.depth < target.kind.n_values() {
                    return Err(here.found(ErrorKind::MeaninglessOperand(target.depth)));
                }
                self.check_value(here, state, target.depth)?;
            }
            _ => {}
        }
        let (pops, pushes) = here.op.stack_effect();
        let after = self.effect(here, state, pops, pushes)?;
        Ok(if here.op.is_terminator() { None } else { Some((here.next, after)) })
    }

    /// Starts a loop; its iterator's slots are above `state`.
    fn start_loop(&mut self, here: &Here, state: State, next: u32) -> Result<(u32, State), DecodeError> {
        let around = self.blocks.get(state.block);
        let depth = self.reach(here, u32::from(state.depth) + ITERATOR_SLOTS)?;
        let block = Block { kind: Kind::Iterator, parent: state.block, base: state.depth, ..around };
        Ok((next, State { block: self.blocks.add(here.at, block)?, depth }))
    }

    /// Null, the value of a local, null, null: where that ends, if it is there.
    fn borrowed_iterator(&self, here: &Here) -> Option<u32> {
        let local = self
            .following(here)
            .filter(|next| matches!(next.op.opcode(), Opcode::LoadFastMulti | Opcode::LoadFastN))?;
        let third = self.following(&local).filter(|next| next.op == Op::LoadNull {})?;
        let fourth = self.following(&third).filter(|next| next.op == Op::LoadNull {})?;
        Some(fourth.next)
    }

    /// Starts an exception block.
    fn setup(&mut self, here: &Here, state: State) -> Result<(u32, State), DecodeError> {
        let handler = here.target();
        let opens = |op: Op| op.opcode() == Opcode::DupTop;
        let (kind, active) = match here.op.opcode() {
            Opcode::SetupExcept => (Kind::Except, Kind::ExceptHandler),
            Opcode::SetupWith => (Kind::With, Kind::WithHandler),
            // No other handler can start so: a token cannot be duplicated.
            _ if opens(self.decode(handler)?.op) => (Kind::AsyncWith, Kind::AsyncWith),
            _ => (Kind::Finally, Kind::FinallyHandler),
        };
        let around = self.blocks.get(state.block);
        let nesting = around.nesting + 1;
        if u32::from(nesting) > self.n_exc_stack {
            return Err(here.found(ErrorKind::TooManyBlocks(self.n_exc_stack)));
        }
        self.verified.max_blocks = self.verified.max_blocks.max(nesting.into());
        // The value that `__enter__` returns is above the base of a `with`.
        let (pops, pushes) = here.op.stack_effect();
        let inside = self.effect(here, state, pops, pushes)?;
        let base = if kind == Kind::With { inside.depth - 1 } else { inside.depth };
        // `WITH_CLEANUP` calls with three arguments; the longest stack of an `async with` is the token's two slots,
        // a method with its object, and three arguments, less the context manager.
        let handler_depth = match kind {
            Kind::Except => 1,
            Kind::With => TOKEN_SLOTS + 1,
            Kind::AsyncWith => TOKEN_SLOTS + 4,
            _ => TOKEN_SLOTS,
        };
        self.reach(here, u32::from(base) + handler_depth)?;
        let mut waiting = Block {
            kind,
            nesting,
            parent: state.block,
            base,
            low: around.low,
            high: around.high.min(handler),
            handler,
            normal_exit: 0,
        };
        if kind == Kind::AsyncWith {
            // The context manager goes, so it may not belong to a block around.
            self.effect(here, state, 1, 1)?;
            waiting.normal_exit = self.async_with(handler, &waiting)?;
        }
        let block = self.blocks.add(here.at, waiting)?;
        if kind != Kind::AsyncWith {
            let low = around.low.max(handler);
            let entered = self.blocks.add(here.at, Block { kind: active, low, high: around.high, ..waiting })?;
            let slots = if kind == Kind::Except { 1 } else { TOKEN_SLOTS };
            self.targets.flow(here.at, handler, State { block: entered, depth: base + slots as u16 })?;
        }
        Ok((here.next, State { block, depth: inside.depth }))
    }

    /// What `UNWIND_JUMP` leaves at its target.
    fn unwind(&self, here: &Here, state: State, n_blocks: u8, pops_iterator: bool) -> Result<State, DecodeError> {
        let mismatch = here.found(ErrorKind::BlockMismatch);
        if n_blocks == 0 {
            return Err(mismatch);
        }
        let mut state = state;
        for _ in 0..n_blocks {
            let block = self.blocks.get(state.block);
            let leaves = match block.kind {
                Kind::Except | Kind::ExceptHandler | Kind::Finally | Kind::FinallyHandler => true,
                Kind::With | Kind::AsyncWith => true,
                Kind::Root | Kind::Iterator | Kind::WithHandler => false,
            };
            if !leaves || u32::from(state.depth) != block.floor() {
                return Err(mismatch);
            }
            state = block.outside();
        }
        if pops_iterator {
            let block = self.blocks.get(state.block);
            if block.kind != Kind::Iterator || u32::from(state.depth) != block.floor() {
                return Err(here.found(ErrorKind::NoIterator));
            }
            state = block.outside();
        }
        Ok(state)
    }

    /// The slot so far below the top has a value in it, not a part of an iterator or a token.
    fn check_value(&self, here: &Here, state: State, below: u32) -> Result<(), DecodeError> {
        let slot = u32::from(state.depth).checked_sub(1).and_then(|top| top.checked_sub(below));
        let slot = slot.ok_or(here.found(ErrorKind::StackUnderflow))?;
        let mut index = state.block;
        loop {
            let block = self.blocks.get(index);
            if (u32::from(block.base)..block.floor()).contains(&slot) {
                return Err(here.found(ErrorKind::StackUnderflow));
            }
            if slot >= u32::from(block.base) || block.kind == Kind::Root {
                return Ok(());
            }
            index = block.parent;
        }
    }

    /// Checks that the handler of an `async with` is what the compiler emits; gives where it is entered when nothing has
    /// interrupted the body.
    ///
    /// ```text
    /// handler:      is the token an exception? if not, go to interrupted
    ///               exception = call __aexit__(class, exception, None); if it is false, go to end
    ///               replace the exception with None and go to end
    /// interrupted:  the context manager goes above the token
    /// normal_exit:  call __aexit__(None, None, None)
    /// end:          END_FINALLY
    /// ```
    fn async_with(&mut self, handler: u32, waiting: &Block) -> Result<u32, DecodeError> {
        const SEQUENCE: [Opcode; 34] = [
            Opcode::DupTop,
            Opcode::LoadGlobal,
            Opcode::BinaryOpMulti,
            Opcode::PopJumpIfFalse,
            Opcode::DupTop,
            Opcode::RotThree,
            Opcode::RotTwo,
            Opcode::LoadMethod,
            Opcode::RotThree,
            Opcode::RotThree,
            Opcode::DupTop,
            Opcode::LoadAttr,
            Opcode::RotTwo,
            Opcode::LoadConstNone,
            Opcode::CallMethod,
            Opcode::GetIter,
            Opcode::LoadConstNone,
            Opcode::YieldFrom,
            Opcode::PopJumpIfFalse,
            Opcode::PopTop,
            Opcode::LoadConstNone,
            Opcode::Jump,
            Opcode::RotThree,
            Opcode::RotThree,
            Opcode::LoadMethod,
            Opcode::LoadConstNone,
            Opcode::DupTop,
            Opcode::DupTop,
            Opcode::CallMethod,
            Opcode::GetIter,
            Opcode::LoadConstNone,
            Opcode::YieldFrom,
            Opcode::PopTop,
            Opcode::EndFinally,
        ];
        const INTERRUPTED: usize = 22;
        const NORMAL_EXIT: usize = 24;
        const END: usize = 33;
        let mismatch = DecodeError { at: handler, kind: ErrorKind::BlockMismatch };
        let mut starts = [0; SEQUENCE.len()];
        let mut jumps = [(0, 0); 3];
        let mut rest = jumps.iter_mut();
        let mut at = handler;
        for (start, expected) in starts.iter_mut().zip(SEQUENCE) {
            let here = self.decode(at)?;
            let fits = match here.op {
                Op::BinaryOpMulti { operator } => operator == BinaryOp::ExceptionMatch,
                Op::CallMethod { args } => (args.n_pos, args.n_kw) == (3, 0),
                _ => true,
            };
            if !fits || here.op.opcode() != expected {
                return Err(mismatch);
            }
            if here.op.target(at).is_some()
                && let Some(jump) = rest.next()
            {
                *jump = (at, here.target());
            }
            *start = at;
            at = here.next;
        }
        let [(_, to_interrupted), (_, to_end), (_, to_end_too)] = jumps;
        let (end, interrupted) = (starts[END], starts[INTERRUPTED]);
        let inside = waiting.high == handler && at <= self.blocks.get(waiting.parent).high;
        if to_interrupted != interrupted || to_end != end || to_end_too != end || !inside {
            return Err(mismatch);
        }
        // Nothing else jumps into the sequence: its own places are sealed, and it has no others.
        let own = [handler, interrupted, starts[NORMAL_EXIT], end];
        let first = self.targets.position(handler);
        for index in first.. {
            let Some(target) = self.targets.at(index).filter(|&target| target <= end) else { break };
            if !own.contains(&target) {
                return Err(mismatch);
            }
        }
        own.into_iter().try_for_each(|at| self.targets.seal(handler, at))?;
        if at as usize >= self.code.len() {
            return Err(DecodeError { at: end, kind: ErrorKind::RunsOffEnd });
        }
        self.targets.flow(end, at, waiting.outside())?;
        Ok(starts[NORMAL_EXIT])
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests;
