//! Taking texts apart and putting them together.

use super::change::is_white;
use super::{check, cut, get, make, of, reserve};
use crate::exception::Raised;
use crate::heap::layout::words_size;
use crate::heap::{Mutator, Slot};
use crate::ops::number::op_index;
use crate::ops::truth::op_truth;
use crate::q;
use crate::types::{Args, Res, Type, list, native_of};
use crate::vm::Vm;

#[cold]
fn empty_separator(vm: &mut Vm) -> Raised {
    vm.raise(Type::ValueError, "empty separator")
}

/// A list under construction of pieces of the text in `of`.
struct Pieces {
    of: Slot,
    type_: Type,
    list: Slot,
    piece: Slot,
}

impl Pieces {
    fn new(vm: &mut Vm, of: Slot) -> Result<Pieces, Raised> {
        let type_ = get(vm.view(), of).type_;
        let list = list::make(vm, 0)?;
        Ok(Pieces { of, type_, list, piece: vm.slot()? })
    }

    fn push(&self, vm: &mut Vm, from: u32, to: u32) -> Result<(), Raised> {
        let ret = cut(vm, self.type_, self.of, from, to)?;
        vm.keep(ret, self.piece);
        list::append_slot(vm, self.list, self.piece)
    }
}

/// How often to split at most.
fn limit(vm: &mut Vm, args: Args) -> Result<i32, Raised> {
    match args.get(2) {
        Some(limit) => op_index(vm, limit),
        None => Ok(-1),
    }
}

/// The separator that argument 1 gives; `None` for white space. DIFF: the reference takes no bytearray.
fn separator(vm: &mut Vm, args: Args) -> Result<Option<Slot>, Raised> {
    let Some(given) = args.get(1).filter(|&given| !vm.view().get(given).is_none()) else { return Ok(None) };
    let type_ = get(vm.view(), args.slot(0)).type_;
    check(vm, type_, given)?;
    match get(vm.view(), given).run.is_empty() {
        true => Err(empty_separator(vm)),
        false => Ok(Some(given)),
    }
}

pub(super) fn split(vm: &mut Vm, args: Args) -> Res {
    let mut limit = limit(vm, args)?;
    let separator = separator(vm, args)?;
    let pieces = Pieces::new(vm, args.slot(0))?;
    let mut from = 0;
    let skip = |m: Mutator<'_>, from: u32, white: bool| {
        let run = get(m, pieces.of).run;
        (from..run.len()).find(|&at| is_white(run.at(at)) != white).unwrap_or(run.len())
    };
    if separator.is_none() {
        from = skip(vm.view(), from, true);
    }
    loop {
        let m = vm.view();
        let end = get(m, pieces.of).run.len();
        let (to, next) = match separator {
            _ if limit == 0 => (end, end + 1),
            Some(separator) => {
                let separator = get(m, separator).run;
                match get(m, pieces.of).run.rest(from).find(separator) {
                    Some(at) => (from + at, from + at + separator.len()),
                    None => (end, end + 1),
                }
            }
            None => {
                let to = skip(m, from, false);
                (to, skip(m, to, true))
            }
        };
        // White space at the end separates nothing.
        if separator.is_none() && from == end {
            break;
        }
        pieces.push(vm, from, to)?;
        if next > end {
            break;
        }
        from = next;
        limit = if limit > 0 { limit - 1 } else { limit };
    }
    Ok(vm.ret_slot(pieces.list))
}

pub(super) fn split_last(vm: &mut Vm, args: Args) -> Res {
    let mut limit = limit(vm, args)?;
    if limit < 0 {
        return split(vm, args);
    }
    // DIFF: the reference takes a separator of any type here.
    let Some(separator) = separator(vm, args)? else {
        return Err(vm.raise(Type::NotImplementedError, "rsplit(None,n)"));
    };
    let pieces = Pieces::new(vm, args.slot(0))?;
    let mut to = get(vm.view(), pieces.of).run.len();
    loop {
        let m = vm.view();
        let (run, part) = (get(m, pieces.of).run, get(m, separator).run);
        let found = if limit == 0 { None } else { run.part(0, to).find_last(part) };
        let Some(at) = found else { break };
        let from = at + part.len();
        pieces.push(vm, from, to)?;
        (to, limit) = (at, limit - 1);
    }
    pieces.push(vm, 0, to)?;
    list::reverse_slot(vm, pieces.list)?;
    Ok(vm.ret_slot(pieces.list))
}

pub(super) fn split_lines(vm: &mut Vm, args: Args) -> Res {
    let keyword = args.find_keyword(vm, q!(keepends));
    if args.keywords() != u32::from(keyword.is_some()) {
        return Err(vm.raise(Type::TypeError, "extra keyword arguments given"));
    }
    if args.count() > 2 {
        return Err(vm.raise(Type::TypeError, "extra positional arguments given"));
    }
    let keeps_ends = match args.get(1).or(keyword) {
        Some(given) => op_truth(vm, given)?,
        None => false,
    };
    let pieces = Pieces::new(vm, args.slot(0))?;
    let mut from = 0;
    loop {
        let run = get(vm.view(), pieces.of).run;
        if from >= run.len() {
            break;
        }
        let end = (from..run.len()).find(|&at| matches!(run.at(at), b'\n' | b'\r')).unwrap_or(run.len());
        let next = match (run.get(end), run.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            _ => end + 1,
        };
        pieces.push(vm, from, if keeps_ends { next } else { end })?;
        from = next;
    }
    Ok(vm.ret_slot(pieces.list))
}

/// The three parts of `partition`; `None`: the separator is not there. DIFF: the empty parts of a bytearray are such, too, in
/// the reference they are `bytes`.
fn part_at(vm: &mut Vm, args: Args, is_last: bool) -> Res {
    let slot = args.slot(0);
    let type_ = get(vm.view(), slot).type_;
    check(vm, type_, args.slot(1))?;
    let m = vm.view();
    let (run, part) = (get(m, slot).run, get(m, args.slot(1)).run);
    if part.is_empty() {
        return Err(empty_separator(vm));
    }
    let (length, width) = (run.len(), part.len());
    let found = if is_last { run.find_last(part) } else { run.find(part) };
    let cuts = match (found, is_last) {
        (Some(at), _) => [0, at, at + width, length],
        (None, false) => [0, length, length, length],
        (None, true) => [0, 0, 0, length],
    };
    let first = vm.stack_level().next(1);
    for index in 0..3 {
        let piece = vm.slot()?;
        let ret = cut(vm, type_, slot, cuts[index], cuts[index + 1])?;
        vm.keep(ret, piece);
    }
    let m = vm.reserve(words_size(3))?;
    Ok(m.ret(m.tuple_from(3, |index| m.get(first.next(index)))))
}

pub(super) fn partition(vm: &mut Vm, args: Args) -> Res {
    part_at(vm, args, false)
}

pub(super) fn partition_last(vm: &mut Vm, args: Args) -> Res {
    part_at(vm, args, true)
}

pub(super) fn join(vm: &mut Vm, args: Args) -> Res {
    let separator = args.slot(0);
    let m = vm.view();
    let given = native_of(m, m.get(args.slot(1)));
    let items = if m.as_tuple(given).is_some() || crate::types::builtin_type_of(m, given) == Type::List {
        m.set(args.slot(1), given);
        args.slot(1)
    } else {
        list::from_iterable(vm, args.slot(1))?
    };
    let m = vm.view();
    let text = get(m, separator);
    let (type_, count) = (text.type_, list::len(m, m.get(items)));
    let mut length = text.run.len().saturating_mul(count.saturating_sub(1));
    for index in 0..count {
        match list::item(m, m.get(items), index).and_then(|item| of(m, item)) {
            Some(item) if item.is_str() == text.is_str() => length = length.saturating_add(item.run.len()),
            _ => {
                let message = "join expects a list of str/bytes objects consistent with self object";
                return Err(vm.raise(Type::TypeError, message));
            }
        }
    }
    let m = reserve(vm, length)?;
    let run = get(m, separator).run;
    Ok(m.ret(make(m, type_, length, &mut |bytes| {
        let mut at = 0;
        for index in 0..count {
            if index > 0 {
                at += run.copy_to(&mut bytes[at..]);
            }
            if let Some(item) = list::item(m, m.get(items), index).and_then(|item| of(m, item)) {
                at += item.run.copy_to(&mut bytes[at..]);
            }
        }
    })))
}
