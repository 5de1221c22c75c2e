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
use crate::operand::Value;
use crate::prelude::Prelude;

mod block;
mod targets;
mod walk;

use block::{Block, Blocks};
use targets::{NONE, Targets, UNSEEN};
use walk::Verifier;

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

#[cfg(all(test, feature = "alloc"))]
mod tests;
