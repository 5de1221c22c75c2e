//! The builtins on numbers: `abs`, `bin`, `divmod`, `hex`, `oct`, `pow`, `round`.

use mpy_format::operator::BinaryOp;

use crate::heap::Slot;
use crate::ops::binary::{op_binary, raise_unsupported};
use crate::ops::compare::{op_equal, op_order};
use crate::ops::number::{self, Number, int_of, make_int, number_of, op_index};
use crate::ops::print::Sink;
use crate::ops::special::call_operator;
use crate::ops::unary::op_abs;
use crate::q;
use crate::types::int::{self, big};
use crate::types::text::number::put_int;
use crate::types::text::spec::Spec;
use crate::types::{Args, Res, Type, native_of};
use crate::value::Word;
use crate::vm::Vm;

/// `abs(x)`.
pub(super) fn abs(vm: &mut Vm, args: Args) -> Res {
    op_abs(vm, args.slot(0))
}

/// The digits of an int in the base that `letter` says, after a sign and a prefix.
fn in_base(vm: &mut Vm, value: Slot, letter: u8) -> Res {
    number::to_int(vm, value)?;
    let text = vm.new_text()?;
    put_int(vm, Sink::Text(text), &Spec { alternate: true, ..Spec::PLAIN }, value, letter)?;
    vm.finish_text(text)
}

/// `bin(x)`.
pub(super) fn bin(vm: &mut Vm, args: Args) -> Res {
    in_base(vm, args.slot(0), b'b')
}

/// `hex(x)`.
pub(super) fn hex(vm: &mut Vm, args: Args) -> Res {
    in_base(vm, args.slot(0), b'x')
}

/// `oct(x)`.
pub(super) fn oct(vm: &mut Vm, args: Args) -> Res {
    in_base(vm, args.slot(0), b'o')
}

/// `divmod(a, b)`: there is no reflected form.
pub(super) fn divmod(vm: &mut Vm, args: Args) -> Res {
    let (left, right) = (args.slot(0), args.slot(1));
    if let Some(ret) = call_operator(vm, left, q!(__divmod__), right)? {
        return Ok(ret);
    }
    let m = vm.view();
    match (number_of(m, m.get(left)), number_of(m, m.get(right))) {
        (Some(Number::Int(_) | Number::Big(_)), Some(Number::Int(_) | Number::Big(_))) => int::divmod(vm, left, right),
        #[cfg(feature = "float")]
        (Some(left), Some(right)) => crate::types::float::divmod(vm, left.to_float(), right.to_float()),
        _ => Err(raise_unsupported(vm, q!(__divmod__), left, right)),
    }
}

/// `pow(base, exponent)`, `pow(base, exponent, modulus)`.
pub(super) fn pow(vm: &mut Vm, args: Args) -> Res {
    let Some(modulus) = args.get(2) else { return op_binary(vm, BinaryOp::Power, args.slot(0), args.slot(1)) };
    let m = vm.view();
    let slots = [args.slot(0), args.slot(1), modulus];
    match slots.map(|slot| int_of(m, m.get(slot))) {
        [Some(base), Some(exponent), Some(modulus)] => int::power_modulo(vm, base, exponent, modulus),
        _ if slots.iter().all(|&slot| number::is_int(m, m.get(slot))) => match int_of(m, m.get(modulus)) {
            Some(0) => int::power_modulo(vm, 0, 0, 0),
            _ => big::power_modulo(vm, slots[0], slots[1], slots[2]),
        },
        _ => Err(vm.raise(Type::TypeError, "pow() with 3 arguments requires integers")),
    }
}

/// `number` rounded to a multiple of ten to the power of `-places`; halves go to the even one.
fn round_int(number: i32, places: i32) -> i32 {
    // Half of what is greater is more than any int.
    let Some(unit) = 10i32.checked_pow(places.unsigned_abs()) else { return 0 };
    let rest = number.rem_euclid(unit);
    let below = number - rest;
    let is_odd = number.div_euclid(unit) & 1 != 0;
    if rest * 2 > unit || rest * 2 == unit && is_odd { below + unit } else { below }
}

/// The same for an int of any size, and a multiple of ten to the power of `places`.
fn round_big(vm: &mut Vm, number: Slot, places: i32) -> Res {
    let (unit, rest, below, twice, ten) = (vm.slot()?, vm.slot()?, vm.slot()?, vm.slot()?, vm.push(Word::small(10))?);
    let set = |vm: &mut Vm, place: Slot, op, left, right| op_binary(vm, op, left, right).map(|ret| vm.keep(ret, place));
    let exponent = vm.push(Word::small(places.min(Word::INT_MAX)))?;
    set(vm, unit, BinaryOp::Power, ten, exponent)?;
    set(vm, rest, BinaryOp::Modulo, number, unit)?;
    set(vm, below, BinaryOp::Subtract, number, rest)?;
    set(vm, twice, BinaryOp::Add, rest, rest)?;
    let is_up = if op_equal(vm, twice, unit)? {
        let two = vm.push(Word::small(2))?;
        set(vm, rest, BinaryOp::FloorDivide, number, unit)?;
        set(vm, rest, BinaryOp::Modulo, rest, two)?;
        vm.view().get(rest).as_int() == Some(1)
    } else {
        op_order(vm, BinaryOp::More, twice, unit)?
    };
    if is_up { op_binary(vm, BinaryOp::Add, below, unit) } else { Ok(vm.ret_slot(below)) }
}

/// `round(x)`, `round(x, places)`.
pub(super) fn round(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    if number::is_int(m, m.get(args.slot(0))) {
        let places = match args.get(1) {
            Some(places) => op_index(vm, places)?,
            None => 0,
        };
        let m = vm.view();
        return match number_of(m, m.get(args.slot(0))) {
            Some(Number::Int(number)) if places < 0 => make_int(vm, i64::from(round_int(number, places))),
            Some(Number::Int(number)) => Ok(vm.ret(Word::small(number))),
            Some(Number::Big(_)) if places < 0 => round_big(vm, args.slot(0), places.saturating_neg()),
            _ => Ok(m.ret(native_of(m, m.get(args.slot(0))))),
        };
    }
    #[cfg(feature = "float")]
    {
        let number = crate::types::float::op_float(vm, args.slot(0))?;
        match args.get(1) {
            Some(places) => {
                let places = op_index(vm, places)?;
                crate::types::float::round(vm, number, places)
            }
            None => crate::types::float::round_to_int(vm, number),
        }
    }
    #[cfg(not(feature = "float"))]
    {
        let number = op_index(vm, args.slot(0))?;
        make_int(vm, i64::from(number))
    }
}
