//! Small functions that are sound, and each way to be unsound with the instruction it is found at.
//!
//! Jumps are written with the index of their target in the list of instructions.

use std::vec;
use std::vec::Vec;

use super::*;
use crate::operand::{
    CallArgs, ChildIndex, CompKind, CompTarget, ConstantIndex, Count, Embedded, ForwardLabel, Label, LocalSlot,
    LowSlot, QstrIndex, SmallInt, UnwindCount,
};
use crate::prelude::{Signature, assemble};

const LIMITS: Limits = Limits { n_qstrs: 4, n_constants: 2, n_children: 1, small_int_bits: 31 };

const NONE_VALUE: Op = Op::LoadConstNone {};
const RETURN: Op = Op::ReturnValue {};
const POP: Op = Op::PopTop {};
const END: Op = Op::EndFinally {};

fn signature() -> Signature {
    Signature { n_state: 16, n_exc_stack: 2, ..Signature::default() }
}

/// The instruction with its label replaced by `label(label)`.
fn map_label(op: Op, label: impl Fn(i32) -> i32) -> Op {
    let near = |target: Label| Label(label(target.0));
    let far = |target: ForwardLabel| ForwardLabel(label(target.0));
    match op {
        Op::Jump { target } => Op::Jump { target: near(target) },
        Op::PopJumpIfTrue { target } => Op::PopJumpIfTrue { target: near(target) },
        Op::UnwindJump { target, count } => Op::UnwindJump { target: near(target), count },
        Op::SetupExcept { handler } => Op::SetupExcept { handler: far(handler) },
        Op::SetupFinally { handler } => Op::SetupFinally { handler: far(handler) },
        Op::SetupWith { handler } => Op::SetupWith { handler: far(handler) },
        Op::PopExceptJump { target } => Op::PopExceptJump { target: far(target) },
        Op::ForIter { target } => Op::ForIter { target: far(target) },
        other => other,
    }
}

/// Verifies the function; an error's offset is given as the index of its instruction.
fn check_with(signature: Signature, ops: &[Op]) -> Result<Verified, (usize, ErrorKind)> {
    let mut starts = vec![0];
    for op in ops {
        let encoded = map_label(*op, |_| 2).encode().expect("operands fit");
        starts.push(starts[starts.len() - 1] + encoded.as_bytes().len() as i32);
    }
    let mut code = Vec::new();
    for (index, op) in ops.iter().enumerate() {
        // Targets outside the list are as many bytes outside the code.
        let place = |target: i32| usize::try_from(target).ok().and_then(|i| starts.get(i).copied()).unwrap_or(target);
        assert!(map_label(*op, |target| place(target) - starts[index]).write(&mut code), "{op}");
    }
    let function = assemble(&signature, QstrIndex(0), &[], &[], &[], &code);
    let code_at = (function.len() - code.len()) as i32;
    let index = |e: DecodeError| (starts.iter().position(|at| *at == e.at as i32 - code_at).unwrap_or(999), e.kind);
    let mut scratch = vec![0; scratch_len(&function).map_err(index)?];
    let verified = super::function(&function, &LIMITS, &mut scratch);
    // Less scratch memory is an error, not a crash.
    for n in 0..scratch.len() {
        assert!(super::function(&function, &LIMITS, &mut scratch[..n]).is_err() || n > 0, "{ops:?}");
    }
    verified.map_err(index)
}

fn check(ops: &[Op]) -> Result<Verified, (usize, ErrorKind)> {
    check_with(signature(), ops)
}

#[track_caller]
fn refused(ops: &[Op], index: usize, kind: ErrorKind) {
    assert_eq!(check(ops), Err((index, kind)));
}

fn fast(slot: u8) -> Op {
    Op::LoadFastMulti { slot: LowSlot::from_index(slot) }
}

#[test]
fn straight_code_has_its_depth() {
    let verified = check(&[NONE_VALUE, Op::DupTop {}, Op::BuildTuple { n: Count(2) }, RETURN]);
    assert_eq!(verified, Ok(Verified { max_depth: 2, n_locals: 0, max_blocks: 0 }));
    let verified = check(&[fast(3), RETURN]);
    assert_eq!(verified, Ok(Verified { max_depth: 1, n_locals: 4, max_blocks: 0 }));
}

#[test]
fn operands_stay_in_their_tables() {
    refused(&[Op::LoadGlobal { qstr: QstrIndex(4) }, RETURN], 0, ErrorKind::QstrIndex(4));
    refused(&[Op::LoadConstObj { constant: ConstantIndex(2) }, RETURN], 0, ErrorKind::ConstantIndex(2));
    refused(&[Op::MakeFunction { child: ChildIndex(1) }, RETURN], 0, ErrorKind::ChildIndex(1));
    refused(&[Op::LoadConstSmallInt { value: SmallInt(1 << 30) }, RETURN], 0, ErrorKind::IntegerTooLarge);
    assert!(check(&[Op::LoadConstSmallInt { value: SmallInt(-1 << 30) }, RETURN]).is_ok());
    refused(&[NONE_VALUE, Op::BuildSlice { n: Count(1) }, RETURN], 1, ErrorKind::MeaninglessOperand(1));
    // Dead code too.
    refused(&[NONE_VALUE, RETURN, Op::LoadGlobal { qstr: QstrIndex(9) }], 2, ErrorKind::QstrIndex(9));
}

#[test]
fn the_frame_holds_locals_and_stack() {
    let load = |slot| Op::LoadFastN { slot: LocalSlot(slot) };
    assert!(check(&[load(14), RETURN]).is_ok());
    refused(&[load(16), RETURN], 0, ErrorKind::FrameTooSmall { needs: 17, has: 16 });
    let tuple = Op::BuildTuple { n: Count(3) };
    assert!(check(&[load(12), load(12), load(12), tuple, RETURN]).is_ok());
    refused(&[load(13), load(13), load(13), tuple, RETURN], 2, ErrorKind::FrameTooSmall { needs: 17, has: 16 });
    let unpack = [NONE_VALUE, Op::UnpackSequence { n: Count(u32::MAX) }, RETURN];
    refused(&unpack, 1, ErrorKind::FrameTooSmall { needs: u32::MAX, has: 16 });
    // The one local that the compiler does not count in a class body: `class A: __class__ = 1`.
    let class = [NONE_VALUE, Op::StoreFastMulti { slot: LowSlot::from_index(0) }, NONE_VALUE, RETURN];
    let small = Signature { n_state: 1, ..signature() };
    assert_eq!(check_with(small, &class), Ok(Verified { max_depth: 1, n_locals: 1, max_blocks: 0 }));
    let no_class = Signature { scope_flags: ScopeFlags::GENERATOR, ..small };
    assert_eq!(check_with(no_class, &class), Err((0, ErrorKind::FrameTooSmall { needs: 2, has: 1 })));
}

#[test]
fn the_stack_does_not_underflow() {
    refused(&[RETURN], 0, ErrorKind::StackUnderflow);
    refused(&[NONE_VALUE, Op::RotTwo {}, RETURN], 1, ErrorKind::StackUnderflow);
    let args = CallArgs { n_pos: 1, n_kw: 0 };
    refused(&[NONE_VALUE, Op::CallFunction { args }, RETURN], 1, ErrorKind::StackUnderflow);
    refused(&[NONE_VALUE, Op::BuildTuple { n: Count(u32::MAX) }, RETURN], 1, ErrorKind::StackUnderflow);
}

#[test]
fn execution_stays_inside() {
    refused(&[NONE_VALUE], 1, ErrorKind::RunsOffEnd);
    refused(&[Op::Jump { target: Label(-1) }], 0, ErrorKind::JumpTarget(-1));
    refused(&[Op::Jump { target: Label(1) }], 0, ErrorKind::JumpTarget(2));
    assert!(check(&[Op::Jump { target: Label(0) }]).is_ok());
    // Into the operand of the second instruction, at byte 3.
    let function = assemble(&signature(), QstrIndex(0), &[], &[], &[], &[0x42, 0x41, 0x12, 0x01, 0x63]);
    let verified = super::function(&function, &LIMITS, &mut [0; 64]);
    assert_eq!(verified, Err(DecodeError { at: 4 + 3, kind: ErrorKind::JumpTarget(3) }));
}

#[test]
fn ways_that_meet_agree() {
    // One way pushes a value more than the other.
    let code = [fast(0), Op::PopJumpIfTrue { target: Label(3) }, NONE_VALUE, NONE_VALUE, RETURN];
    refused(&code, 2, ErrorKind::StateMismatch);
}

#[test]
fn loops_keep_their_iterator() {
    // for x in a: pass
    let (head, back) = (Op::ForIter { target: ForwardLabel(5) }, Op::Jump { target: Label(2) });
    let code = [fast(0), Op::GetIterStack {}, head, POP, back, NONE_VALUE, RETURN];
    assert_eq!(check(&code), Ok(Verified { max_depth: 5, n_locals: 1, max_blocks: 0 }));
    // for x in a: break
    let head = Op::ForIter { target: ForwardLabel(8) };
    assert!(check(&[fast(0), Op::GetIterStack {}, head, POP, POP, POP, POP, POP, NONE_VALUE, RETURN]).is_ok());
    // A break that leaves a part of the iterator behind, and a copy of a part.
    refused(&[fast(0), Op::GetIterStack {}, POP, POP, POP, RETURN], 2, ErrorKind::StackUnderflow);
    refused(&[fast(0), Op::GetIterStack {}, Op::DupTop {}, RETURN], 2, ErrorKind::StackUnderflow);
    // A jump into the break.
    let into = [Op::PopJumpIfTrue { target: Label(6) }, POP, POP, POP, POP, NONE_VALUE, RETURN];
    let code: Vec<Op> = [fast(0), Op::GetIterStack {}, fast(0)].into_iter().chain(into).collect();
    refused(&code, 4, ErrorKind::StackUnderflow);
    // Four values are not an iterator; null, a local and two nulls are.
    let head = Op::ForIter { target: ForwardLabel(6) };
    let code = |first, second, third, fourth| [first, second, third, fourth, head, POP, NONE_VALUE, RETURN];
    refused(&code(NONE_VALUE, NONE_VALUE, NONE_VALUE, NONE_VALUE), 4, ErrorKind::NoIterator);
    let null = Op::LoadNull {};
    let genexpr = [null, fast(0), null, null, head, RETURN, NONE_VALUE, RETURN];
    assert!(check(&genexpr).is_ok());
    refused(&code(null, NONE_VALUE, null, null), 4, ErrorKind::NoIterator);
    // The item of a comprehension goes to a collection, not into the iterator.
    let comprehension = |depth| {
        let add = Op::StoreComp { target: CompTarget { kind: CompKind::List, depth } };
        let (head, back) = (Op::ForIter { target: ForwardLabel(6) }, Op::Jump { target: Label(3) });
        check(&[Op::BuildList { n: Count(0) }, fast(0), Op::GetIterStack {}, head, add, back, RETURN])
    };
    assert!(comprehension(5).is_ok());
    for depth in [0, 1, 4, 6, 99] {
        assert!(comprehension(depth).is_err(), "{depth}");
    }
}

#[test]
fn exception_blocks_end_where_they_should() {
    // try: None except: pass
    let setup = Op::SetupExcept { handler: ForwardLabel(4) };
    let leave = Op::PopExceptJump { target: ForwardLabel(7) };
    let code = [setup, NONE_VALUE, POP, leave, POP, leave, END, NONE_VALUE, RETURN];
    assert_eq!(check(&code), Ok(Verified { max_depth: 1, n_locals: 0, max_blocks: 1 }));
    // The exception stays: the block does not end so.
    let code = [setup, NONE_VALUE, POP, leave, NONE_VALUE, leave, END, NONE_VALUE, RETURN];
    refused(&code, 5, ErrorKind::BlockMismatch);
    // try: pass finally: pass
    let setup = Op::SetupFinally { handler: ForwardLabel(2) };
    let code = [setup, NONE_VALUE, END, NONE_VALUE, RETURN];
    assert_eq!(check(&code), Ok(Verified { max_depth: 2, n_locals: 0, max_blocks: 1 }));
    // The same, falling into the handler with another value than `None`.
    refused(&[setup, Op::LoadConstTrue {}, END, NONE_VALUE, RETURN], 1, ErrorKind::StateMismatch);
    // The token may be neither taken nor duplicated nor moved.
    for op in [POP, Op::DupTop {}, Op::RotTwo {}, END] {
        let code = [setup, NONE_VALUE, op, END, NONE_VALUE, RETURN];
        assert!(check(&code).is_err(), "{op}");
    }
    // A handler may not take what was on the stack before the block.
    let setup = Op::SetupFinally { handler: ForwardLabel(3) };
    refused(&[NONE_VALUE, setup, NONE_VALUE, POP, END, RETURN], 3, ErrorKind::StackUnderflow);
    // Nor the block.
    refused(&[NONE_VALUE, setup, POP, END, RETURN], 2, ErrorKind::StackUnderflow);
    // What ends a block needs one to end.
    refused(&[NONE_VALUE, END, NONE_VALUE, RETURN], 1, ErrorKind::BlockMismatch);
    refused(&[Op::PopExceptJump { target: ForwardLabel(1) }, NONE_VALUE, RETURN], 0, ErrorKind::BlockMismatch);
    // As many blocks as the prelude says.
    let setup = |handler| Op::SetupFinally { handler: ForwardLabel(handler) };
    let code = [setup(9), setup(7), setup(5), NONE_VALUE, RETURN, END, NONE_VALUE, END, NONE_VALUE, END];
    refused(&code, 2, ErrorKind::TooManyBlocks(2));
}

#[test]
fn blocks_are_waiting_before_their_handler_only() {
    // The body goes on behind the handler, where the machine would take the block for active.
    let setup = Op::SetupFinally { handler: ForwardLabel(2) };
    let code = [setup, Op::Jump { target: Label(5) }, END, NONE_VALUE, RETURN, NONE_VALUE, RETURN];
    refused(&code, 5, ErrorKind::BlockMismatch);
}

#[test]
fn with_cleans_up_at_once() {
    let code = |end: &[Op]| -> Vec<Op> {
        let setup = Op::SetupWith { handler: ForwardLabel(4) };
        [NONE_VALUE, setup, POP, NONE_VALUE].iter().chain(end).copied().collect()
    };
    let sound = code(&[Op::WithCleanup {}, END, NONE_VALUE, RETURN]);
    assert_eq!(check(&sound), Ok(Verified { max_depth: 5, n_locals: 0, max_blocks: 1 }));
    refused(&code(&[END, NONE_VALUE, RETURN]), 4, ErrorKind::BlockMismatch);
    refused(&code(&[Op::WithCleanup {}, NONE_VALUE, RETURN]), 4, ErrorKind::BlockMismatch);
    let small = Signature { n_state: 4, ..signature() };
    assert_eq!(check_with(small, &sound), Err((1, ErrorKind::FrameTooSmall { needs: 5, has: 4 })));
}

#[test]
fn unwinding_leaves_what_its_target_expects() {
    // for x in a:
    //     try: break
    //     finally: pass
    let code = |n_blocks, pops_iterator| {
        let count = UnwindCount { n_blocks, pops_iterator };
        check(&[
            fast(0),
            Op::GetIterStack {},
            Op::ForIter { target: ForwardLabel(8) },
            POP,
            Op::SetupFinally { handler: ForwardLabel(6) },
            Op::UnwindJump { target: Label(8), count },
            END,
            Op::Jump { target: Label(2) },
            NONE_VALUE,
            RETURN,
        ])
    };
    assert_eq!(code(1, true), Ok(Verified { max_depth: 6, n_locals: 1, max_blocks: 1 }));
    assert_eq!(code(1, false), Err((5, ErrorKind::StateMismatch)));
    assert_eq!(code(0, true), Err((5, ErrorKind::BlockMismatch)));
    assert_eq!(code(2, false), Err((5, ErrorKind::BlockMismatch)));
}

#[test]
fn only_generators_yield() {
    refused(&[NONE_VALUE, Op::YieldValue {}, RETURN], 1, ErrorKind::YieldOutsideGenerator);
    let generator = Signature { scope_flags: ScopeFlags::GENERATOR, ..signature() };
    assert!(check_with(generator, &[NONE_VALUE, Op::YieldValue {}, RETURN]).is_ok());
}
