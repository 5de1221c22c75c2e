//! Binary operators: `a + b`, `a += b`, and comparisons by way of [`super::compare`].
//!
//! Who is asked, in this order: the left operand's in-place method, its plain one, the right operand's reflected one,
//! and the builtin types. A list, a dict or a set that is changed in place comes before a reflected method. DIFF: in the
//! reference a complex number converts its right operand, if that can be, before it asks for the reflected method.

use mpy_format::operator::BinaryOp;
use mpy_format::qstr::Qstr;

use super::compare::op_compare;
use super::container::container_binary;
use super::contains::op_contains;
use super::number::{Number, number_of};
use super::special::{call_operator, is_instance};
use crate::exception::{Part, Raised};
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Ret, Slot};
use crate::q;
#[cfg(feature = "float")]
use crate::types::float;
use crate::types::{self, Res, Type, complex, int, is_exception_class, text};
use crate::value::{Value, Word};
use crate::vm::Vm;

/// The special methods of an arithmetic operator.
struct Names {
    plain: Qstr,
    reflected: Qstr,
    in_place: Qstr,
}

macro_rules! names {
    ($($plain:ident $reflected:ident $in_place:ident,)*) => {
        [$(Names { plain: q!($plain), reflected: q!($reflected), in_place: q!($in_place) }),*]
    };
}

/// From [`BinaryOp::Or`] on, in the order of the operators' numbers.
static NAMES: [Names; 13] = names![
    __or__ __ror__ __ior__,
    __xor__ __rxor__ __ixor__,
    __and__ __rand__ __iand__,
    __lshift__ __rlshift__ __ilshift__,
    __rshift__ __rrshift__ __irshift__,
    __add__ __radd__ __iadd__,
    __sub__ __rsub__ __isub__,
    __mul__ __rmul__ __imul__,
    __matmul__ __rmatmul__ __imatmul__,
    __floordiv__ __rfloordiv__ __ifloordiv__,
    __truediv__ __rtruediv__ __itruediv__,
    __mod__ __rmod__ __imod__,
    __pow__ __rpow__ __ipow__,
];

/// `a op b`, reflected and in-place forms tried as Python does.
///
/// # Errors
/// `TypeError` for operands that have no such operator; `ZeroDivisionError`, `OverflowError` …; what a special method
/// raises.
pub fn op_binary(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Res {
    match op {
        BinaryOp::Is => {
            let m = vm.view();
            Ok(vm.ret(Word::bool(m.get(left) == m.get(right))))
        }
        BinaryOp::In => {
            let m = vm.view();
            if m.get(left).as_int().is_some() && m.get(right).as_int().is_some() {
                // No special method has the operator's name.
                return Err(raise_unsupported(vm, Qstr::EMPTY, left, right));
            }
            let is_inside = op_contains(vm, right, left)?;
            Ok(vm.ret(Word::bool(is_inside)))
        }
        BinaryOp::ExceptionMatch => exception_match(vm, left, right),
        _ if op < BinaryOp::In => op_compare(vm, op, left, right),
        _ => arithmetic(vm, op, left, right),
    }
}

/// The operator that `op` is, or is the in-place form of.
fn plain_form(op: BinaryOp) -> BinaryOp {
    const DISTANCE: u8 = BinaryOp::Or.number() - BinaryOp::InplaceOr.number();
    if op >= BinaryOp::Or { op } else { BinaryOp::from_number(op.number() + DISTANCE).unwrap_or(op) }
}

fn arithmetic(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Res {
    let plain = plain_form(op);
    let m = vm.view();
    if let (Some(a), Some(b)) = (m.get(left).as_int(), m.get(right).as_int())
        && let Some(ret) = int::binary(vm, plain, a, b)?
    {
        return Ok(ret);
    }
    let names = &NAMES[usize::from(plain.number() - BinaryOp::Or.number()) % NAMES.len()];
    let m = vm.view();
    let has_specials = [left, right].map(|slot| is_instance(m, m.get(slot)));
    let changes_left = op != plain
        && matches!(
            m.kind_of(m.get(left)),
            Some(Kind::List | Kind::ByteArray | Kind::Dict | Kind::OrderedDict | Kind::Set)
        );
    if has_specials[0] {
        if op != plain
            && let Some(ret) = call_operator(vm, left, names.in_place, right)?
        {
            return Ok(ret);
        }
        if let Some(ret) = call_operator(vm, left, names.plain, right)? {
            return Ok(ret);
        }
    }
    if has_specials[1]
        && !changes_left
        && let Some(ret) = call_operator(vm, right, names.reflected, left)?
    {
        return Ok(ret);
    }
    if let Some(ret) = builtin(vm, op, left, right)? {
        return Ok(ret);
    }
    if has_specials[1]
        && changes_left
        && let Some(ret) = call_operator(vm, right, names.reflected, left)?
    {
        return Ok(ret);
    }
    Err(raise_unsupported(vm, names.plain, left, right))
}

/// The operators of builtin types, on operands that may be behind instances.
fn builtin(vm: &mut Vm, op: BinaryOp, left: Slot, right: Slot) -> Result<Option<Ret>, Raised> {
    let m = vm.view();
    match (number_of(m, m.get(left)), number_of(m, m.get(right))) {
        (Some(Number::Int(left)), Some(Number::Int(right))) => int::binary(vm, plain_form(op), left, right),
        (Some(Number::Int(_) | Number::Big(_)), Some(Number::Int(_) | Number::Big(_))) => {
            int::binary_big(vm, plain_form(op), left, right)
        }
        #[cfg(feature = "float")]
        (Some(left), Some(right)) => float::binary(vm, plain_form(op), left.to_float(), right.to_float()),
        _ => match text::op_binary(vm, op, left, right)? {
            None => match container_binary(vm, op, left, right).transpose()? {
                None => complex::op_binary(vm, plain_form(op), left, right),
                done => Ok(done),
            },
            done => Ok(done),
        },
    }
}

/// `TypeError: unsupported types for __add__: 'A', 'B'`.
#[cold]
pub(crate) fn raise_unsupported(vm: &mut Vm, method: Qstr, left: Slot, right: Slot) -> Raised {
    let parts = [
        Part::Text("unsupported types for "),
        Part::Name(method),
        Part::Text(": '"),
        Part::TypeOf(left),
        Part::Text("', '"),
        Part::TypeOf(right),
        Part::Text("'"),
    ];
    vm.raise_parts(Type::TypeError, &parts)
}

/// Whether the exception, or exception class, `raised` is caught by `class`; `None` if that is no exception class.
fn is_caught<'m>(m: Mutator<'m>, raised: Value<'m>, class: Value<'m>) -> Option<bool> {
    let own = if is_exception_class(m, raised) { raised } else { types::type_of(m, raised) };
    is_exception_class(m, class).then(|| types::is_subclass(m, own, class))
}

/// `except class:`, where `class` may be a tuple of classes.
fn exception_match(vm: &mut Vm, raised: Slot, class: Slot) -> Res {
    let m = vm.view();
    let (raised, wanted) = (m.get(raised), m.get(class));
    let answer = match m.as_tuple(wanted) {
        None => is_caught(m, raised, wanted),
        Some(classes) => {
            let first = classes.iter().map(|&class| is_caught(m, raised, class)).find(|it| *it != Some(false));
            first.unwrap_or(Some(false))
        }
    };
    match answer {
        Some(is_caught) => Ok(vm.ret(Word::bool(is_caught))),
        None => Err(vm.raise(Type::TypeError, "exceptions must derive from BaseException")),
    }
}
