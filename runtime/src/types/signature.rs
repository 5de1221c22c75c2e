//! How many arguments there may be; constructors check that themselves.

use mpy_format::qstr::Qstr;

use super::{Args, Type};
use crate::exception::{Part, Raised};
use crate::vm::Vm;

/// Checks that there are `min` to `max` positional arguments behind the class, and no others.
///
/// # Errors
/// `TypeError`.
pub fn positional(vm: &mut Vm, args: Args, min: u32, max: u32) -> Result<(), Raised> {
    if args.keywords() > 0 {
        return Err(vm.raise(Type::TypeError, "function doesn't take keyword arguments"));
    }
    count(vm, args, min, max)
}

/// Checks that there are `min` to `max` positional arguments behind the class, whatever the keyword arguments.
///
/// # Errors
/// `TypeError`.
pub fn count(vm: &mut Vm, args: Args, min: u32, max: u32) -> Result<(), Raised> {
    number(vm, args.count() - 1, min, max)
}

/// Checks that there are `min` to `max` positional arguments.
///
/// # Errors
/// `TypeError`.
pub fn number(vm: &mut Vm, given: u32, min: u32, max: u32) -> Result<(), Raised> {
    if given < min {
        let missing = Part::Int((min - given) as i32);
        let parts = [Part::Text("function missing "), missing, Part::Text(" required positional arguments")];
        return Err(vm.raise_parts(Type::TypeError, &parts));
    }
    if given > max {
        let (most, got) = (Part::Int(max as i32), Part::Int(given as i32));
        let parts = [Part::Text("function expected at most "), most, Part::Text(" arguments, got "), got];
        return Err(vm.raise_parts(Type::TypeError, &parts));
    }
    Ok(())
}

/// Checks that there are `wanted` positional arguments behind the class, and no others.
///
/// # Errors
/// `TypeError`.
pub fn exactly(vm: &mut Vm, args: Args, wanted: u32) -> Result<(), Raised> {
    let given = args.count() - 1;
    if given != wanted {
        return Err(raise_takes(vm, None, wanted, given));
    }
    positional(vm, args, wanted, wanted)
}

/// `TypeError`: a function takes so many positional arguments; builtin ones are not named.
#[cold]
pub(crate) fn raise_takes(vm: &mut Vm, name: Option<Qstr>, wanted: u32, given: u32) -> Raised {
    let (name, takes) = name.map_or((Part::Text("function"), " takes "), |name| (Part::Name(name), "() takes "));
    let (wanted, given) = (Part::Int(wanted as i32), Part::Int(given as i32));
    let (but, were_given) = (Part::Text(" positional arguments but "), Part::Text(" were given"));
    vm.raise_parts(Type::TypeError, &[name, Part::Text(takes), wanted, but, given, were_given])
}
