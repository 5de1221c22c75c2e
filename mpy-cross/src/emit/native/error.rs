//! What is wrong with the types of a viper function.

use core::fmt;

use mpy_format::operator::BinaryOp;

use super::value::Type;

/// Types that do not go together.
#[derive(Clone, Copy, Debug)]
pub(super) enum WrongType<'a> {
    UsedBeforeTypeKnown(&'a str),
    OtherVariable { name: &'a str, known: Type, kind: Type },
    LoadFrom(Type),
    LoadIndex(Type),
    Stored(Type),
    StoreTo(Type),
    StoreIndex(Type),
    NotTruth(Type),
    NotOfNumber,
    Unary(Type),
    DivisionOfUint,
    ComparedWithUint,
    UnknownOperator(BinaryOp, bool),
    Binary { left: Type, right: Type },
    Result { wanted: Type, kind: Type },
    Raised,
}

impl fmt::Display for WrongType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            WrongType::UsedBeforeTypeKnown(name) => write!(f, "local '{name}' used before type known"),
            WrongType::OtherVariable { name, known, kind } => {
                write!(f, "local '{name}' has type '{}' but source is '{}'", known.name(), kind.name())
            }
            WrongType::LoadFrom(kind) => write!(f, "can't load from '{}'", kind.name()),
            WrongType::LoadIndex(kind) => write!(f, "can't load with '{}' index", kind.name()),
            WrongType::Stored(kind) => write!(f, "can't store '{}'", kind.name()),
            WrongType::StoreTo(kind) => write!(f, "can't store to '{}'", kind.name()),
            WrongType::StoreIndex(kind) => write!(f, "can't store with '{}' index", kind.name()),
            WrongType::NotTruth(kind) => write!(f, "can't implicitly convert '{}' to 'bool'", kind.name()),
            WrongType::NotOfNumber => f.write_str("'not' not implemented"),
            WrongType::Unary(kind) => write!(f, "can't do unary op of '{}'", kind.name()),
            WrongType::DivisionOfUint => f.write_str("div/mod not implemented for uint"),
            WrongType::ComparedWithUint => f.write_str("comparison of int and uint"),
            WrongType::UnknownOperator(op, is_negated) => {
                write!(f, "binary op {} not implemented", method(op, is_negated))
            }
            WrongType::Binary { left, right } => {
                write!(f, "can't do binary op between '{}' and '{}'", left.name(), right.name())
            }
            WrongType::Result { wanted, kind } => {
                write!(f, "return expected '{}' but got '{}'", wanted.name(), kind.name())
            }
            WrongType::Raised => f.write_str("must raise an object"),
        }
    }
}

/// The method of an operator that numbers do not have, as far as the reference has a name for it.
fn method(op: BinaryOp, is_negated: bool) -> &'static str {
    // It has none; `not in` is what lies behind the end of its table.
    if op == BinaryOp::In && is_negated { "__complex__" } else { "" }
}
