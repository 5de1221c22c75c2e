//! What the verifier promises, tried out: bytecode of the standard library, damaged at random, is run wherever it is
//! still accepted, by a machine that knows nothing of values but checks every promise of `mpy_format::verify`.
//!
//! Branches, iterators' ends and exceptions come at random, exceptions at any instruction.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;

use mpy_format::module::{Body, Module};
use mpy_format::op::{Instructions, Op, Opcode};
use mpy_format::operand::Checked;
use mpy_format::operator::BinaryOp;
use mpy_format::prelude::Prelude;
use mpy_format::verify::{self, Limits, Verified};
use permafrost_tests::corpus;
use permafrost_tests::standard_library::{Answer, Reference};

/// Sources with much of what blocks can do.
const SOURCES: [&str; 14] = [
    "asyncio/base_events.py",
    "asyncio/streams.py",
    "asyncio/taskgroups.py",
    "contextlib.py",
    "http/client.py",
    "multiprocessing/pool.py",
    "subprocess.py",
    "test/test_contextlib_async.py",
    "test/test_generators.py",
    "test/test_asyncio/test_pep492.py",
    "test/test_asyncio/test_locks.py",
    "test/test_exceptions.py",
    "test/test_with.py",
    "tempfile.py",
];

/// Xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// All that is known of a stack slot.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slot {
    /// Any value but those below.
    Value,
    None,
    /// What `EXCEPTION_MATCH` says of a token, which the next branch has to follow.
    Match(bool),
    /// Part of a loop's iterator.
    Iterator(u8),
    /// A token that is an exception, for the block with this number.
    Exception(u32),
    /// The value of another token.
    TokenValue(u32),
    /// Its cause.
    Cause(u32, Cause),
    /// A copy of a cause, good for `EXCEPTION_MATCH` only.
    CauseCopy,
}

/// What a handler goes on with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cause {
    Return,
    Unwind { n_blocks: u8, pops_iterator: bool, target: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Except,
    Finally,
    With,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    number: u32,
    kind: Kind,
    handler: u32,
    base: usize,
}

struct Machine<'a> {
    code: &'a [u8],
    verified: Verified,
    starts: &'a BTreeSet<u32>,
    targets: &'a BTreeSet<u32>,
    stack: Vec<Slot>,
    blocks: Vec<Block>,
    n_blocks: u32,
    /// `None` once the function has ended.
    at: Option<u32>,
}

impl Machine<'_> {
    fn decode(&self, at: u32) -> (Op, u32) {
        let mut reader = Checked::new(self.code, at as usize);
        let op = Op::decode(&mut reader).unwrap_or_else(|e| panic!("1: {e}"));
        (op, reader.at() as u32)
    }

    fn push(&mut self, slot: Slot) {
        self.stack.push(slot);
        self.has_room(0);
    }

    fn has_room(&self, n: usize) {
        assert!(self.stack.len() + n <= self.verified.max_depth as usize, "3: deeper than {:?}", self.verified);
    }

    fn pop(&mut self) -> Slot {
        self.stack.pop().expect("4: something on the stack")
    }

    /// Takes a value; the exception of an `async with` is one too.
    fn pop_value(&mut self) -> Slot {
        let slot = self.pop();
        let is_value = match slot {
            Slot::Value | Slot::None | Slot::Match(_) => true,
            Slot::Exception(_) => self.in_async_with(),
            Slot::Iterator(_) | Slot::TokenValue(_) | Slot::Cause(..) | Slot::CauseCopy => false,
        };
        assert!(is_value, "8: {slot:?} taken as a value");
        slot
    }

    fn pop_values(&mut self, n: u32) {
        for _ in 0..n {
            self.pop_value();
        }
    }

    /// Whether the innermost block is an active one of an `async with`.
    fn in_async_with(&self) -> bool {
        self.blocks
            .last()
            .is_some_and(|block| block.kind == Kind::Finally && self.decode(block.handler).0 == Op::DupTop {})
    }

    fn pop_iterator(&mut self) {
        for part in (0..4).rev() {
            assert_eq!(self.pop(), Slot::Iterator(part), "5: an iterator");
        }
    }

    fn go(&mut self, to: u32) {
        assert!(self.starts.contains(&to), "1: {to} is not the start of an instruction");
        self.at = Some(to);
    }

    fn is_active(block: &Block, at: u32) -> bool {
        block.handler <= at
    }

    /// Resets the depth to the base of a waiting block.
    fn reset(&mut self, block: &Block) {
        assert!(self.stack.len() >= block.base, "4: below the base of {block:?}");
        self.stack.truncate(block.base);
    }

    /// Popping has left at least the base of the innermost waiting block.
    fn check_floor(&self, at: u32) {
        if let Some(block) = self.blocks.iter().rev().find(|block| !Self::is_active(block, at)) {
            assert!(self.stack.len() >= block.base, "4: below the base of {block:?} at {at}");
        }
    }

    fn raise(&mut self, at: u32) {
        while let Some(block) = self.blocks.last().copied() {
            if Self::is_active(&block, at) {
                self.blocks.pop();
                continue;
            }
            self.reset(&block);
            self.push(if block.kind == Kind::Except { Slot::Value } else { Slot::Exception(block.number) });
            return self.go(block.handler);
        }
        self.at = None;
    }

    /// Returns, or leaves blocks, as far as the next handler that has to run first.
    fn leave(&mut self, at: u32, cause: Cause) {
        let mut cause = cause;
        loop {
            if let Cause::Unwind { n_blocks: 0, pops_iterator, target } = cause {
                if pops_iterator {
                    self.pop_iterator();
                }
                return self.go(target);
            }
            let Some(block) = self.blocks.last().copied() else {
                assert_eq!(cause, Cause::Return, "9: so many blocks");
                self.at = None;
                return;
            };
            let active = Self::is_active(&block, at);
            if let Cause::Unwind { n_blocks, .. } = &mut cause {
                let above = self.stack.len().checked_sub(block.base);
                let expected = if active && block.kind == Kind::Finally { 1..=2 } else { 0..=0 };
                assert!(above.is_some_and(|n| expected.contains(&n)), "9: {above:?} slots above the base of {block:?}");
                *n_blocks -= 1;
            }
            if !active && block.kind != Kind::Except {
                self.reset(&block);
                self.push(Slot::TokenValue(block.number));
                self.push(Slot::Cause(block.number, cause));
                return self.go(block.handler);
            }
            self.stack.truncate(block.base);
            self.blocks.pop();
        }
    }

    fn end_finally(&mut self, at: u32, random: &mut Random) {
        let block = self.blocks.pop().expect("6: a block to end");
        assert!(Self::is_active(&block, at), "6: {block:?} is active");
        let (_, next) = self.decode(at);
        match self.pop() {
            Slot::None if block.kind != Kind::Except => self.go(next),
            Slot::Exception(number) if block.kind != Kind::Except && number == block.number => self.raise(at),
            Slot::Cause(number, cause) if block.kind != Kind::Except && number == block.number => {
                assert_eq!(self.pop(), Slot::TokenValue(block.number), "8: the value of the token");
                self.leave(at, cause);
            }
            Slot::Value | Slot::None | Slot::Match(_) if block.kind == Kind::Except => {
                if random.one_in(2) {
                    self.raise(at)
                } else {
                    self.go(next)
                }
            }
            other => panic!("8: {other:?} at the end of {block:?}"),
        }
    }

    fn with_cleanup(&mut self, next: u32, random: &mut Random) {
        let block = *self.blocks.last().expect("8: a `with`");
        assert_eq!(block.kind, Kind::With, "8");
        let mut token = vec![self.pop()];
        match token[0] {
            Slot::None => self.has_room(3),
            Slot::Exception(number) => {
                assert_eq!(number, block.number, "8");
                self.has_room(3);
                if random.one_in(2) {
                    token[0] = Slot::None;
                }
            }
            Slot::Cause(number, _) => {
                assert_eq!(number, block.number, "8");
                token.push(self.pop());
                self.has_room(3);
            }
            other => panic!("8: {other:?}"),
        }
        assert_eq!(self.stack.len(), block.base, "8: `__exit__` and its object");
        self.pop_value();
        self.pop_value();
        token.into_iter().rev().for_each(|slot| self.push(slot));
        self.go(next);
    }

    fn setup(&mut self, op: Op, next: u32, handler: u32) {
        let kind = match op.opcode() {
            Opcode::SetupExcept => Kind::Except,
            Opcode::SetupFinally => Kind::Finally,
            _ => Kind::With,
        };
        if kind == Kind::With {
            self.has_room(3);
            self.pop_value();
            self.push(Slot::Value);
            self.push(Slot::Value);
        }
        self.n_blocks += 1;
        self.blocks.push(Block { number: self.n_blocks, kind, handler, base: self.stack.len() });
        assert!(self.blocks.len() <= self.verified.max_blocks as usize, "6: so many blocks");
        if kind == Kind::With {
            self.push(Slot::Value);
        }
        self.go(next);
    }

    /// The four instructions that put a generator expression's iterator where its loop wants it; their end.
    fn borrowed_iterator(&self, at: u32) -> Option<u32> {
        let mut next = at;
        for wanted in [
            &[Opcode::LoadNull][..],
            &[Opcode::LoadFastMulti, Opcode::LoadFastN],
            &[Opcode::LoadNull],
            &[Opcode::LoadNull],
        ] {
            if next as usize >= self.code.len() || (next != at && self.targets.contains(&next)) {
                return None;
            }
            let (op, after) = self.decode(next);
            if !wanted.contains(&op.opcode()) {
                return None;
            }
            next = after;
        }
        Some(next)
    }

    /// Runs one instruction.
    fn step(&mut self, at: u32, random: &mut Random) {
        let (op, next) = self.decode(at);
        let target = op.target(at).map(|target| target as u32);
        if random.one_in(20) && !matches!(op, Op::EndFinally {}) {
            return self.raise(at);
        }
        match (op, target) {
            (Op::Jump { .. }, Some(target)) => self.go(target),
            (Op::PopJumpIfTrue { .. } | Op::PopJumpIfFalse { .. }, Some(target)) => {
                let jumps = match self.pop_value() {
                    Slot::Match(holds) => holds == matches!(op, Op::PopJumpIfTrue { .. }),
                    _ => random.one_in(2),
                };
                self.check_floor(at);
                self.go(if jumps { target } else { next });
            }
            (Op::JumpIfTrueOrPop { .. } | Op::JumpIfFalseOrPop { .. }, Some(target)) => {
                let slot = self.pop_value();
                if random.one_in(2) {
                    self.push(slot);
                    return self.go(target);
                }
                self.check_floor(at);
                self.go(next);
            }
            (Op::SetupExcept { .. } | Op::SetupFinally { .. } | Op::SetupWith { .. }, Some(handler)) => {
                self.setup(op, next, handler);
            }
            (Op::PopExceptJump { .. }, Some(target)) => {
                let block = self.blocks.pop().expect("6: a block to end");
                assert_eq!((block.kind, block.base), (Kind::Except, self.stack.len()), "6");
                self.go(target);
            }
            (Op::UnwindJump { count, .. }, Some(target)) => {
                let (n_blocks, pops_iterator) = (count.n_blocks, count.pops_iterator);
                self.leave(at, Cause::Unwind { n_blocks, pops_iterator, target });
            }
            (Op::ForIter { .. }, Some(target)) => {
                self.pop_iterator();
                if random.one_in(3) {
                    return self.go(target);
                }
                (0..4).for_each(|part| self.push(Slot::Iterator(part)));
                self.push(Slot::Value);
                self.go(next);
            }
            (Op::GetIterStack {}, _) => {
                self.pop_value();
                self.check_floor(at);
                (0..4).for_each(|part| self.push(Slot::Iterator(part)));
                self.go(next);
            }
            (Op::LoadNull {}, _) if self.borrowed_iterator(at).is_some() => {
                (0..4).for_each(|part| self.push(Slot::Iterator(part)));
                self.go(self.borrowed_iterator(at).unwrap_or(next));
            }
            (Op::PopTop {}, _) if self.stack.last() == Some(&Slot::Iterator(3)) => {
                let mut next = at;
                for _ in 0..4 {
                    let (op, after) = self.decode(next);
                    assert_eq!(op, Op::PopTop {}, "5: all of the iterator");
                    next = after;
                }
                self.pop_iterator();
                self.go(next);
            }
            (Op::EndFinally {}, _) => self.end_finally(at, random),
            (Op::WithCleanup {}, _) => self.with_cleanup(next, random),
            (Op::ReturnValue {}, _) => {
                self.pop_value();
                self.leave(at, Cause::Return);
            }
            (Op::RaiseLast {} | Op::RaiseObj {} | Op::RaiseFrom {}, _) => {
                self.pop_values(op.stack_effect().0);
                self.check_floor(at);
                self.raise(at);
            }
            (Op::LoadConstNone {}, _) => {
                self.push(Slot::None);
                self.go(next);
            }
            (Op::DupTop {}, _) => {
                let copy = match *self.stack.last().expect("4: something to duplicate") {
                    exception @ Slot::Exception(_) if self.in_async_with() => exception,
                    Slot::Cause(..) if self.in_async_with() => Slot::CauseCopy,
                    slot @ (Slot::Value | Slot::None | Slot::Match(_)) => slot,
                    other => panic!("8: {other:?} duplicated"),
                };
                self.push(copy);
                self.go(next);
            }
            (Op::RotTwo {} | Op::RotThree {}, _) => {
                let n = op.stack_effect().0 as usize;
                let start = self.stack.len().checked_sub(n).expect("4: something to exchange");
                let slots = &mut self.stack[start..];
                let in_order = slots.iter().all(|slot| matches!(slot, Slot::Value | Slot::None | Slot::Match(_)));
                assert!(in_order || !slots.iter().any(|slot| matches!(slot, Slot::Iterator(_))), "5: {slots:?}");
                slots.rotate_right(1);
                assert!(in_order || self.in_async_with(), "8: a token moves");
                self.go(next);
            }
            (Op::BinaryOpMulti { operator: BinaryOp::ExceptionMatch }, _) => {
                let right = self.pop_value();
                let left = self.pop();
                let active_finally =
                    self.blocks.last().is_some_and(|b| b.kind == Kind::Finally && Self::is_active(b, at));
                let result = match left {
                    Slot::CauseCopy => Slot::Match(false),
                    Slot::Exception(_) => Slot::Match(true),
                    Slot::Value | Slot::None | Slot::Match(_) if active_finally => Slot::Match(true),
                    Slot::Value | Slot::None | Slot::Match(_) => Slot::Value,
                    other => panic!("8: {other:?} matched with {right:?}"),
                };
                self.check_floor(at);
                self.push(result);
                self.go(next);
            }
            (Op::StoreComp { target }, _) => {
                let index = self.stack.len().checked_sub(1 + target.depth as usize).expect("4: a collection");
                assert!(matches!(self.stack[index], Slot::Value | Slot::None | Slot::Match(_)), "4: {:?}", self.stack);
                self.effect(op, at, next);
            }
            _ => self.effect(op, at, next),
        }
    }

    fn effect(&mut self, op: Op, at: u32, next: u32) {
        let (pops, pushes) = op.stack_effect();
        self.pop_values(pops);
        self.check_floor(at);
        (0..pushes).for_each(|_| self.push(Slot::Value));
        self.go(next);
    }
}

/// Runs a verified function a few times; gives the instructions run.
fn run(prelude: &Prelude<'_>, verified: Verified, random: &mut Random) -> usize {
    let instructions: Vec<(u32, Op)> =
        Instructions::new(prelude.code, 0).collect::<Result<_, _>>().expect("1: verified code decodes");
    let starts = instructions.iter().map(|(at, _)| *at).collect();
    let targets = instructions.iter().filter_map(|(at, op)| op.target(*at)).map(|target| target as u32).collect();
    let mut n = 0;
    for _ in 0..4 {
        let mut machine = Machine {
            code: prelude.code,
            verified,
            starts: &starts,
            targets: &targets,
            stack: Vec::new(),
            blocks: Vec::new(),
            n_blocks: 0,
            at: Some(0),
        };
        for _ in 0..400 {
            let Some(at) = machine.at else { break };
            machine.step(at, random);
            n += 1;
        }
    }
    n
}

#[test]
fn accepted_code_keeps_what_the_verifier_promises() {
    let reference = Reference::new();
    let root = corpus::standard_library().expect("python3 is installed");
    let seed = 0x7e57_c0de_2bad_cafe;
    println!("seed {seed:#x}");
    let mut random = Random(seed);
    let (mut n_accepted, mut n_refused, mut n_run) = (0, 0, 0);
    let mut seen = BTreeSet::new();
    for name in SOURCES {
        let source = root.join(name);
        if !source.exists() {
            continue;
        }
        let Answer::Compiled(bytes) = reference.ask(&source, name, &["-O3"]) else { continue };
        let module = Module::from_bytes(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut rest = vec![&module.code];
        while let Some(code) = rest.pop() {
            rest.extend(&code.children);
            assert_eq!(code.body, Body::Bytecode);
            let code_at = Prelude::parse(&code.code).unwrap_or_else(|e| panic!("{name}: {e}")).code_at as usize;
            let limits = Limits {
                n_qstrs: module.qstrs.len() as u32,
                n_constants: module.constants.len() as u32,
                n_children: code.children.len() as u32,
                small_int_bits: module.header.small_int_bits,
            };
            for round in 0..120 {
                let mut damaged = code.code.clone();
                // The first round runs what the compiler wrote.
                for _ in 0..round.min(1 + random.below(3)) {
                    let at = code_at + random.below(damaged.len() - code_at);
                    match random.below(4) {
                        0 => damaged[at] = random.below(256) as u8,
                        1 => damaged[at] ^= 1 << random.below(8),
                        // An instruction from elsewhere does more than a byte at random.
                        2 => damaged[at] = damaged[code_at + random.below(damaged.len() - code_at)],
                        _ => damaged[at] = 0x40 + random.below(0x2a) as u8,
                    }
                }
                let verified = verify::scratch_len(&damaged).and_then(|n| {
                    let mut scratch = vec![0; n];
                    verify::function(&damaged, &limits, &mut scratch)
                });
                match verified {
                    Ok(verified) => {
                        n_accepted += 1;
                        let prelude = Prelude::parse(&damaged).expect("verified code has a prelude");
                        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                            run(&prelude, verified, &mut random)
                        }));
                        n_run += run.unwrap_or_else(|_| panic!("{name}, round {round}: {damaged:02x?}"));
                        for (_, op) in Instructions::new(prelude.code, 0).flatten() {
                            seen.insert(op.opcode());
                        }
                    }
                    Err(e) => {
                        assert!(round > 0, "{name}: {e}");
                        n_refused += 1;
                    }
                }
            }
        }
    }
    println!("{n_accepted} functions accepted, {n_refused} refused, {n_run} instructions run, {} opcodes", seen.len());
    assert!(n_accepted > 10_000 && n_refused > 10_000, "{n_accepted} accepted, {n_refused} refused");
    for opcode in [Opcode::UnwindJump, Opcode::WithCleanup, Opcode::YieldFrom, Opcode::ForIter, Opcode::StoreComp] {
        assert!(seen.contains(&opcode), "{opcode} was never run");
    }
}
