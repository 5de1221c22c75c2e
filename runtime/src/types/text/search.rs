//! `find`, `index`, `count`, `startswith` and their kin.

use super::{bounds, check, check_text, get};
use crate::exception::Raised;
use crate::heap::Run;
use crate::types::{Args, Res, Type};
use crate::value::Word;
use crate::vm::Vm;

/// Where the first or the last place of argument 1 in argument 0 starts, as programs count.
fn place(vm: &mut Vm, args: Args, search: fn(Run<'_>, Run<'_>) -> Option<u32>) -> Result<Option<u32>, Raised> {
    let slot = args.slot(0);
    let type_ = get(vm.view(), slot).type_;
    check(vm, type_, args.slot(1))?;
    let (start, end) = bounds(vm, slot, args.get(2), args.get(3))?;
    if end < start {
        return Ok(None);
    }
    let m = vm.view();
    let (text, part) = (get(m, slot), get(m, args.slot(1)).run);
    let found = search(text.run.part(start, end), part).map(|at| start + at);
    Ok(found.map(|at| if text.is_str() { text.run.part(0, at).count_chars() } else { at }))
}

fn number(vm: &Vm, number: u32) -> Res {
    Ok(vm.ret(Word::small(number as i32)))
}

pub(super) fn find(vm: &mut Vm, args: Args) -> Res {
    let place = place(vm, args, |run, part| run.find(part))?;
    Ok(vm.ret(Word::small(place.map_or(-1, |at| at as i32))))
}

pub(super) fn find_last(vm: &mut Vm, args: Args) -> Res {
    let place = place(vm, args, |run, part| run.find_last(part))?;
    Ok(vm.ret(Word::small(place.map_or(-1, |at| at as i32))))
}

fn found(vm: &mut Vm, place: Option<u32>) -> Res {
    match place {
        Some(at) => number(vm, at),
        None => Err(vm.raise(Type::ValueError, "substring not found")),
    }
}

pub(super) fn index(vm: &mut Vm, args: Args) -> Res {
    let place = place(vm, args, |run, part| run.find(part))?;
    found(vm, place)
}

pub(super) fn index_last(vm: &mut Vm, args: Args) -> Res {
    let place = place(vm, args, |run, part| run.find_last(part))?;
    found(vm, place)
}

pub(super) fn count(vm: &mut Vm, args: Args) -> Res {
    let slot = args.slot(0);
    let type_ = get(vm.view(), slot).type_;
    check(vm, type_, args.slot(1))?;
    let (start, end) = bounds(vm, slot, args.get(2), args.get(3))?;
    if end < start {
        // DIFF: the reference counts on from behind the end.
        return number(vm, 0);
    }
    let m = vm.view();
    let (mut run, part) = (get(m, slot).run.part(start, end), get(m, args.slot(1)).run);
    if part.is_empty() {
        // As the reference does, of bytes too.
        return number(vm, run.count_chars() + 1);
    }
    let mut count = 0;
    while let Some(at) = run.find(part) {
        count += 1;
        run = run.rest(at + part.len());
    }
    number(vm, count)
}

/// Whether argument 0 starts or ends with argument 1, or one of the tuple there.
fn has_end(vm: &mut Vm, args: Args, at_end: bool) -> Res {
    let (slot, given) = (args.slot(0), args.slot(1));
    // As in the reference, a wrong end is found before a wrong start.
    let (_, end) = bounds(vm, slot, None, args.get(3))?;
    let (start, _) = bounds(vm, slot, args.get(2), None)?;
    let candidate = vm.slot()?;
    let mut index = 0;
    loop {
        let m = vm.view();
        let value = match m.as_tuple(m.get(given)) {
            Some(items) => items.get(index).copied(),
            None => Some(m.get(given)).filter(|_| index == 0),
        };
        let Some(value) = value else { return Ok(vm.ret(Word::FALSE)) };
        m.set(candidate, value);
        check_text(vm, candidate)?;
        let m = vm.view();
        let (run, part) = (get(m, slot).run.part(start, end.max(start)), get(m, candidate).run);
        let at = if at_end { run.len().checked_sub(part.len()) } else { Some(0) };
        if at.is_some_and(|at| run.has_at(at, part)) {
            return Ok(vm.ret(Word::TRUE));
        }
        index += 1;
    }
}

pub(super) fn starts_with(vm: &mut Vm, args: Args) -> Res {
    has_end(vm, args, false)
}

pub(super) fn ends_with(vm: &mut Vm, args: Args) -> Res {
    has_end(vm, args, true)
}
