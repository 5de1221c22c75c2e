//! The builtins on numbers: `abs`, `bin`, `divmod`, `hex`, `oct`, `pow`, `round`.

use mpy_format::operator::BinaryOp;

use crate::heap::Slot;
use crate::ops::binary::{op_binary, raise_unsupported};
use crate::ops::number::{Number, int_of, make_int, number_of, op_index};
use crate::ops::print::Sink;
use crate::ops::special::call_operator;
use crate::ops::unary::op_abs;
use crate::q;
use crate::types::text::number::put_int;
use crate::types::text::spec::Spec;
use crate::types::{Args, Res, Type, int};
use crate::vm::Vm;

/// `abs(x)`.
pub(super) fn abs(vm: &mut Vm, args: Args) -> Res {
    op_abs(vm, args.slot(0))
}

/// The digits of an int in the base that `letter` says, after a sign and a prefix.
fn in_base(vm: &mut Vm, value: Slot, letter: u8) -> Res {
    let number = op_index(vm, value)?;
    let text = vm.new_text()?;
    put_int(vm, Sink::Text(text), &Spec { alternate: true, ..Spec::PLAIN }, number, letter)?;
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
        (Some(Number::Int(left)), Some(Number::Int(right))) => int::divmod(vm, left, right),
        #[cfg(feature = "float")]
        (Some(left), Some(right)) => crate::types::float::divmod(vm, left.to_float(), right.to_float()),
        _ => Err(raise_unsupported(vm, q!(__divmod__), left, right)),
    }
}

/// `pow(base, exponent)`, `pow(base, exponent, modulus)`.
pub(super) fn pow(vm: &mut Vm, args: Args) -> Res {
    let Some(modulus) = args.get(2) else { return op_binary(vm, BinaryOp::Power, args.slot(0), args.slot(1)) };
    let m = vm.view();
    match [args.slot(0), args.slot(1), modulus].map(|slot| int_of(m, m.get(slot))) {
        [Some(base), Some(exponent), Some(modulus)] => int::power_modulo(vm, base, exponent, modulus),
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

/// `round(x)`, `round(x, places)`.
pub(super) fn round(vm: &mut Vm, args: Args) -> Res {
    let m = vm.view();
    if let Some(number) = int_of(m, m.get(args.slot(0))) {
        let places = match args.get(1) {
            Some(places) => op_index(vm, places)?,
            None => 0,
        };
        return make_int(vm, i64::from(if places < 0 { round_int(number, places) } else { number }));
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
