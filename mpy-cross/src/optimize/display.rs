//! Lists that are only looked through: a tuple does, and a constant one is not even made.
//!
//! ```text
//!     if x in ["a", "b"]      LOAD_CONST_STRING a, LOAD_CONST_STRING b, BUILD_LIST 2, BINARY_OP in
//!                             LOAD_CONST_OBJ ("a", "b"), BINARY_OP in
//! ```

use alloc::string::ToString;
use alloc::vec::Vec;

use mpy_format::Constant;
use mpy_format::operator::BinaryOp;

use super::code::{Code, Step};
use crate::emit::{Build, Instruction, Program, Singleton};
use crate::scope::ScopeKind;

/// Items of a tuple that is made when compiling. It stays in memory, so it had better be small.
const MAX_ITEMS: u32 = 16;

pub(super) fn run(code: &mut Code, program: &mut Program, kind: ScopeKind) -> bool {
    // What runs once, as a module and a class do, can make the tuple when it needs it.
    let is_repeated = kind.is_function_like();
    code.rewrite_tail(|tail| is_repeated && constant_tuple(tail, program) || tuple_for_list(tail))
}

/// `[a, b]` where nobody can keep it.
fn tuple_for_list(tail: &mut [Step]) -> bool {
    let [.., Step { instruction: build @ Instruction::Build(..), .. }, Step { instruction: user, .. }] = tail else {
        return false;
    };
    let Instruction::Build(Build::List, n) = *build else { return false };
    let is_looked_through = matches!(
        user,
        Instruction::GetIter { .. } | Instruction::Binary(BinaryOp::In) | Instruction::BinaryNot(BinaryOp::In)
    );
    if is_looked_through && n > 0 {
        *build = Instruction::Build(Build::Tuple, n);
    }
    is_looked_through && n > 0
}

/// A tuple of constants that is made where it is looked through.
fn constant_tuple(tail: &mut Vec<Step>, program: &mut Program) -> bool {
    let [.., Step { instruction: Instruction::Build(Build::Tuple, n), .. }, user] = *tail.as_slice() else {
        return false;
    };
    if n == 0 || n > MAX_ITEMS {
        return false;
    }
    let end = tail.len() - 2;
    let Some(start) = end.checked_sub(n as usize) else { return false };
    let items = tail[start..end].iter().map(|step| constant(&step.instruction, program)).collect::<Option<Vec<_>>>();
    let Some(items) = items else { return false };
    let index = program.tables.constants.intern_object(Constant::Tuple(items));
    let load = tail[start].with(Instruction::LoadConstant(index));
    tail.truncate(start);
    tail.extend([load, user]);
    true
}

fn constant(instruction: &Instruction, program: &Program) -> Option<Constant> {
    match *instruction {
        Instruction::LoadSingleton(Singleton::None) => Some(Constant::None),
        Instruction::LoadSingleton(Singleton::False) => Some(Constant::False),
        Instruction::LoadSingleton(Singleton::True) => Some(Constant::True),
        Instruction::LoadSmallInt(value) => Some(Constant::Int(value.to_string().into_bytes())),
        Instruction::LoadStr(name) => {
            Some(Constant::Str(program.names.text(program.tables.qstrs.symbol(name)).to_vec()))
        }
        Instruction::LoadConstant(index) => match program.tables.constants.get(index) {
            constant @ (Constant::Str(_) | Constant::Bytes(_) | Constant::Int(_) | Constant::Ellipsis) => {
                Some(constant.clone())
            }
            Constant::FunTable | Constant::None | Constant::False | Constant::True => None,
            // A `nan` is equal to nothing but itself, and tuples may be deep.
            Constant::Float(_) | Constant::Complex(_) | Constant::Tuple(_) => None,
        },
        _ => None,
    }
}
