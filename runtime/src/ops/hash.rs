//! Hashes.

use super::number::{self, Number, number_of};
use super::special::{call_special, has_special, is_instance};
use super::unary::raise_unsupported;
use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Slot};
use crate::q;
use crate::types::{complex, dict_view, list, native_of, storage, table};
use crate::value::Value;
use crate::vm::Vm;

/// The hash of a value of a builtin type that needs no callback: numbers, strings, `bytes`, singletons, types. Equal
/// values have equal hashes (`1`, `True`, `1.0`). `None` for the others.
pub fn simple_hash<'m>(m: Mutator<'m>, value: Value<'m>) -> Option<u32> {
    if let Some(text) = m.as_str(value).or_else(|| m.as_bytes(value)) {
        return Some(u32::from(crate::qstr::hash(text)));
    }
    if is_instance(m, value) {
        return None;
    }
    match number_of(m, value) {
        Some(Number::Int(number)) => Some(number as u32),
        Some(Number::Big(integer)) => Some(integer.low_word()),
        #[cfg(feature = "float")]
        Some(Number::Float(number)) => Some(crate::types::float::hash(number)),
        None => complex::hash(m, value).or_else(|| m.object(value).is_none().then(|| value.word().bits() >> 3)),
    }
}

/// `hash(x)`, from which tables index.
///
/// # Errors
/// `TypeError` for what cannot be hashed; what `__hash__` raises.
pub fn op_hash(vm: &mut Vm, value: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    if let Some(hash) = simple_hash(m, m.get(value)) {
        return Ok(hash);
    }
    storage::scoped(vm, |vm| {
        if let Some(ret) = call_special(vm, value, q!(__hash__), &[])? {
            let hash = vm.slot()?;
            vm.keep(ret, hash);
            number::to_int(vm, hash)?;
            let m = vm.view();
            return Ok(simple_hash(m, native_of(m, m.get(hash))).unwrap_or(0));
        }
        let m = vm.view();
        match m.kind_of(m.get(value)) {
            Some(Kind::InstanceNative) => {
                let native = vm.push_slot(value)?;
                let m = vm.view();
                m.set(native, native_of(m, m.get(native)));
                op_hash(vm, native)
            }
            Some(Kind::Tuple | Kind::AttrTuple) => vm.nested(|vm| hash_tuple(vm, value)),
            Some(Kind::FrozenSet) => vm.nested(|vm| hash_set(vm, value)),
            Some(
                Kind::List
                | Kind::Dict
                | Kind::OrderedDict
                | Kind::Deque
                | Kind::Set
                | Kind::ByteArray
                | Kind::MemoryView
                | Kind::Range
                | Kind::Slice,
            ) => Err(raise_unsupported(vm, q!(__hash__), value)),
            // Views that can be compared as sets.
            Some(Kind::DictView) if m.object(m.get(value)).is_some_and(|view| m.length(view) != dict_view::VALUES) => {
                Err(raise_unsupported(vm, q!(__hash__), value))
            }
            Some(Kind::BoundMethod) => {
                // Two of the same function and object are equal, and are made anew each time.
                let (function, this) = (vm.slot()?, vm.slot()?);
                let m = vm.view();
                if let Some(method) = m.object(m.get(value)) {
                    m.set(function, m.field(method, 0));
                    m.set(this, m.field(method, 1));
                }
                Ok(vm.identity(function)? as u32 ^ vm.identity(this)? as u32)
            }
            // A class with an equality of its own and no hash has none.
            Some(Kind::Instance) if has_special(vm, value, q!(__eq__))? => {
                Err(raise_unsupported(vm, q!(__hash__), value))
            }
            _ => vm.identity(value).map(|number| number as u32),
        }
    })
}

fn hash_tuple(vm: &mut Vm, tuple: Slot) -> Result<u32, Raised> {
    let item = vm.slot()?;
    let (mut hash, mut index) = (7u32, 0);
    loop {
        let m = vm.view();
        let Some(value) = list::item(m, m.get(tuple), index) else { return Ok(hash) };
        m.set(item, value);
        hash = hash.wrapping_mul(1_000_003) ^ op_hash(vm, item)?;
        index += 1;
    }
}

/// The same whatever the order of the items.
fn hash_set(vm: &mut Vm, set: Slot) -> Result<u32, Raised> {
    let item = vm.slot()?;
    let (mut hash, mut from) = (11u32, 0);
    loop {
        let m = vm.view();
        let Some(object) = m.object(m.get(set)) else { return Ok(hash) };
        let Some(number) = table::next_entry(m, object, from) else { return Ok(hash) };
        let Some((key, _)) = table::entry(m, object, number) else { return Ok(hash) };
        m.set(item, key);
        hash = hash.wrapping_add(op_hash(vm, item)?.wrapping_mul(2_654_435_761));
        from = number + 1;
    }
}
