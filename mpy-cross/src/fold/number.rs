//! Arithmetic on constants.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;

use crate::{ast::*, float::math, lex::number::fits_small_int};

/// Computes with the numbers of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// The width of the target's small int.
    pub small_int_bits: u32,
}

enum Number {
    Int(BigInt),
    Float(f64),
}

/// Integers of more bits than this are not computed: they are beyond the memory that the reference has by default.
const MAX_BITS: u64 = 1 << 20;

impl Folder {
    /// The value of an operator before a number.
    pub fn unary(self, ast: &mut Ast, op: UnaryOp, operand: ExprId) -> Option<ExprKind> {
        let value = match (op, number(ast, operand)?) {
            // The same object, which shows in `nan`.
            (UnaryOp::Positive, _) => return Some(ast[operand].kind),
            (UnaryOp::Negative, Number::Int(n)) => Number::Int(-n),
            (UnaryOp::Negative, Number::Float(x)) => Number::Float(-x),
            (UnaryOp::Invert, Number::Int(n)) => Number::Int(-n - 1),
            (UnaryOp::Invert, Number::Float(_)) => return None,
        };
        Some(self.expr(ast, value))
    }

    /// The value of a run of operators between numbers.
    pub fn binary(self, ast: &mut Ast, first: ExprId, rest: &[Operand]) -> Option<ExprKind> {
        let mut value = number(ast, first)?;
        for operand in rest {
            value = binary(operand.op, value, number(ast, operand.value)?)?;
        }
        Some(self.expr(ast, value))
    }

    fn expr(self, ast: &mut Ast, value: Number) -> ExprKind {
        let constant = match value {
            Number::Float(x) => Const::Float(x),
            Number::Int(n) => match i64::try_from(&n) {
                Ok(small) if fits_small_int(small, self.small_int_bits) => return ExprKind::SmallInt(small),
                _ => Const::BigInt(n),
            },
        };
        ExprKind::Const(ast.add(constant))
    }
}

fn number(ast: &Ast, expr: ExprId) -> Option<Number> {
    match ast[expr].kind {
        ExprKind::SmallInt(n) => Some(Number::Int(n.into())),
        ExprKind::Const(id) => match &ast[id] {
            Const::BigInt(n) => Some(Number::Int(n.clone())),
            Const::Float(x) => Some(Number::Float(*x)),
            _ => None,
        },
        _ => None,
    }
}

fn binary(op: BinaryOp, lhs: Number, rhs: Number) -> Option<Number> {
    match (lhs, rhs) {
        (Number::Int(lhs), Number::Int(rhs)) => integers(op, lhs, &rhs),
        (lhs, rhs) => floats(op, to_float(&lhs), to_float(&rhs)).map(Number::Float),
    }
}

fn integers(op: BinaryOp, lhs: BigInt, rhs: &BigInt) -> Option<Number> {
    let is_zero = rhs.sign() == Sign::NoSign;
    Some(Number::Int(match op {
        BinaryOp::Or => lhs | rhs,
        BinaryOp::Xor => lhs ^ rhs,
        BinaryOp::And => lhs & rhs,
        BinaryOp::Add => lhs + rhs,
        BinaryOp::Subtract => lhs - rhs,
        BinaryOp::Multiply if lhs.bits() + rhs.bits() > MAX_BITS => return None,
        BinaryOp::Multiply => lhs * rhs,
        BinaryOp::FloorDivide | BinaryOp::TrueDivide | BinaryOp::Modulo if is_zero => return None,
        BinaryOp::FloorDivide => lhs.div_floor(rhs),
        BinaryOp::Modulo => lhs.mod_floor(rhs),
        BinaryOp::TrueDivide => return Some(Number::Float(integer_to_float(&lhs) / integer_to_float(rhs))),
        BinaryOp::ShiftLeft => {
            let by = u64::try_from(rhs).ok().filter(|by| by.saturating_add(lhs.bits()) <= MAX_BITS)?;
            lhs << by
        }
        BinaryOp::ShiftRight => {
            let by = i64::try_from(rhs).ok()?;
            lhs >> u64::try_from(by).ok()?
        }
        BinaryOp::Power if rhs.sign() == Sign::Minus => {
            return floats(op, integer_to_float(&lhs), integer_to_float(rhs)).map(Number::Float);
        }
        // 0, 1 and -1 have powers however large the exponent is.
        BinaryOp::Power if lhs.bits() <= 1 => {
            let is_one = is_zero || lhs.sign() == Sign::Minus && !rhs.bit(0);
            if is_one { BigInt::from(1) } else { lhs }
        }
        BinaryOp::Power => {
            let exponent = u32::try_from(rhs).ok()?;
            if lhs.bits().saturating_mul(exponent.into()) > MAX_BITS {
                return None;
            }
            lhs.pow(exponent)
        }
        BinaryOp::MatrixMultiply => return None,
    }))
}

fn floats(op: BinaryOp, lhs: f64, rhs: f64) -> Option<f64> {
    match op {
        BinaryOp::Add => Some(lhs + rhs),
        BinaryOp::Subtract => Some(lhs - rhs),
        BinaryOp::Multiply => Some(lhs * rhs),
        BinaryOp::FloorDivide | BinaryOp::TrueDivide | BinaryOp::Modulo if rhs == 0.0 => None,
        BinaryOp::TrueDivide => Some(lhs / rhs),
        BinaryOp::FloorDivide => Some(floor_divide(lhs, rhs)),
        BinaryOp::Modulo => {
            let rest = lhs % rhs;
            if rest == 0.0 {
                return Some(f64::copysign(0.0, rhs));
            }
            Some(if (rest < 0.0) != (rhs < 0.0) { rest + rhs } else { rest })
        }
        BinaryOp::Power => {
            let divides_by_zero = lhs == 0.0 && rhs < 0.0 && !rhs.is_infinite();
            // A root of a negative number is complex, and complex numbers are not folded.
            let is_complex = lhs < 0.0 && rhs != math::floor(rhs) && !rhs.is_nan();
            (!divides_by_zero && !is_complex).then(|| math::power(lhs, rhs))
        }
        BinaryOp::Or
        | BinaryOp::Xor
        | BinaryOp::And
        | BinaryOp::ShiftLeft
        | BinaryOp::ShiftRight
        | BinaryOp::MatrixMultiply => None,
    }
}

/// The quotient that goes with the remainder.
fn floor_divide(lhs: f64, rhs: f64) -> f64 {
    let rest = lhs % rhs;
    let mut quotient = (lhs - rest) / rhs;
    if rest != 0.0 && (rest < 0.0) != (rhs < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return f64::copysign(0.0, lhs / rhs);
    }
    let floor = math::floor(quotient);
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

fn to_float(number: &Number) -> f64 {
    match number {
        Number::Int(n) => integer_to_float(n),
        Number::Float(x) => *x,
    }
}

/// The nearest double to an integer of 63 bits; larger ones are rounded once for each 32 bits, as the reference does.
fn integer_to_float(n: &BigInt) -> f64 {
    if let Ok(small) = i64::try_from(n) {
        return small as f64;
    }
    let magnitude = n.iter_u32_digits().rev().fold(0.0, |value, digit| value * 4_294_967_296.0 + f64::from(digit));
    if n.sign() == Sign::Minus { -magnitude } else { magnitude }
}
