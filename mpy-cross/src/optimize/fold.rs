//! What the reference leaves to the device although it is known: strings and bytes joined or repeated, and conditions on
//! constants.

use alloc::vec::Vec;

use mpy_format::Constant;
use mpy_format::operator::{BinaryOp, UnaryOp};

use super::code::{Code, Step};
use crate::emit::{Instruction, Program, Singleton};
use crate::lex::MAX_INTERNED;

/// A repetition that is longer than this is made when it is needed: the instructions for that are shorter than the text.
const MAX_REPEATED: usize = 8;

pub(super) fn run(code: &mut Code, program: &mut Program) -> bool {
    code.rewrite_tail(|tail| join(tail, program) || decide(tail, program))
}

/// Text or bytes that an instruction pushes.
#[derive(Clone, PartialEq, Eq)]
enum Joined {
    Str(Vec<u8>),
    Bytes(Vec<u8>),
}

fn joined(instruction: &Instruction, program: &Program) -> Option<Joined> {
    match *instruction {
        Instruction::LoadStr(name) => Some(Joined::Str(program.names.text(program.tables.qstrs.symbol(name)).to_vec())),
        Instruction::LoadConstant(index) => match program.tables.constants.get(index) {
            Constant::Str(text) => Some(Joined::Str(text.clone())),
            Constant::Bytes(bytes) => Some(Joined::Bytes(bytes.clone())),
            Constant::FunTable | Constant::None | Constant::False | Constant::True | Constant::Ellipsis => None,
            Constant::Int(_) | Constant::Float(_) | Constant::Complex(_) | Constant::Tuple(_) => None,
        },
        _ => None,
    }
}

/// `"a" + "b"`, `"ab" * 3`, `3 * "ab"`
fn join(tail: &mut Vec<Step>, program: &mut Program) -> bool {
    let [.., first, second, Step { instruction: Instruction::Binary(operator), .. }] = *tail.as_slice() else {
        return false;
    };
    let value = match (operator, first.instruction, second.instruction) {
        (BinaryOp::Add, a, b) => {
            // The first is looked at only if the second is one of them, so that a long text is not copied for nothing.
            match (joined(&b, program), joined(&a, program)) {
                (Some(Joined::Str(b)), Some(Joined::Str(a))) => Some(Joined::Str([a, b].concat())),
                (Some(Joined::Bytes(b)), Some(Joined::Bytes(a))) => Some(Joined::Bytes([a, b].concat())),
                _ => None,
            }
        }
        (BinaryOp::Multiply, Instruction::LoadSmallInt(n), text)
        | (BinaryOp::Multiply, text, Instruction::LoadSmallInt(n)) => match joined(&text, program) {
            Some(Joined::Str(text)) => repeat(&text, n).map(Joined::Str),
            Some(Joined::Bytes(bytes)) => repeat(&bytes, n).map(Joined::Bytes),
            None => None,
        },
        _ => None,
    };
    let Some(value) = value else { return false };
    let instruction = match value {
        Joined::Str(text) if text.len() <= MAX_INTERNED || program.names.get(&text).is_some() => {
            let symbol = program.names.intern(&text);
            Instruction::LoadStr(program.tables.qstrs.intern(symbol))
        }
        Joined::Str(text) => Instruction::LoadConstant(program.tables.constants.intern_object(Constant::Str(text))),
        Joined::Bytes(bytes) => {
            Instruction::LoadConstant(program.tables.constants.intern_object(Constant::Bytes(bytes)))
        }
    };
    tail.truncate(tail.len() - 3);
    tail.push(first.with(instruction));
    true
}

fn repeat(bytes: &[u8], n: i64) -> Option<Vec<u8>> {
    let n = usize::try_from(n.max(0)).ok()?;
    (bytes.len().checked_mul(n)? <= MAX_REPEATED).then(|| bytes.repeat(n))
}

/// A test of a constant: the jump is always made, or never.
fn decide(tail: &mut Vec<Step>, program: &Program) -> bool {
    let [.., load, test] = *tail.as_slice() else { return false };
    let Some(value) = truth(&load.instruction, program) else { return false };
    let by = match test.instruction {
        Instruction::PopJumpIf(truth, label) if truth == value => Some(load.with(Instruction::Jump(label))),
        Instruction::PopJumpIf(..) => None,
        Instruction::JumpIfOrPop(truth, _) if truth != value => None,
        Instruction::Unary(UnaryOp::Not) => {
            let opposite = if value { Singleton::False } else { Singleton::True };
            Some(load.with(Instruction::LoadSingleton(opposite)))
        }
        _ => return false,
    };
    tail.truncate(tail.len() - 2);
    tail.extend(by);
    true
}

fn truth(instruction: &Instruction, program: &Program) -> Option<bool> {
    match *instruction {
        Instruction::LoadSingleton(Singleton::None | Singleton::False) => Some(false),
        Instruction::LoadSingleton(Singleton::True) => Some(true),
        Instruction::LoadSmallInt(value) => Some(value != 0),
        Instruction::LoadStr(name) => Some(!program.names.text(program.tables.qstrs.symbol(name)).is_empty()),
        Instruction::LoadConstant(index) => match program.tables.constants.get(index) {
            Constant::None | Constant::False => Some(false),
            Constant::True | Constant::Ellipsis => Some(true),
            Constant::Str(bytes) | Constant::Bytes(bytes) => Some(!bytes.is_empty()),
            Constant::Tuple(items) => Some(!items.is_empty()),
            Constant::FunTable | Constant::Int(_) | Constant::Float(_) | Constant::Complex(_) => None,
        },
        _ => None,
    }
}
