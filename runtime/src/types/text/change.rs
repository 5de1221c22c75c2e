//! Methods that make another text of the same type, and those that ask what characters a text has.
//!
//! As in the reference, case and classes are those of ASCII.

use super::{Text, check, cut, get, make, reserve, utf8};
use crate::exception::Raised;
use crate::heap::{Run, Slot};
use crate::ops::number::op_index;
use crate::types::{Args, Res, Type, native_of};
use crate::value::Word;
use crate::vm::Vm;

/// The text in argument 0 as it is.
fn itself(vm: &Vm, args: Args) -> Res {
    let m = vm.view();
    Ok(m.ret(native_of(m, m.get(args.slot(0)))))
}

/// Whether a byte is white space.
pub(crate) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

fn strip_ends(vm: &mut Vm, args: Args, left: bool, right: bool) -> Res {
    let slot = args.slot(0);
    let type_ = get(vm.view(), slot).type_;
    if let Some(chars) = args.get(1) {
        check(vm, type_, chars)?;
    }
    let m = vm.view();
    let run = get(m, slot).run;
    let chars = args.get(1).map(|chars| get(m, chars).run);
    let goes = |byte: u8| match chars {
        Some(chars) => chars.bytes().any(|char| char == byte),
        None => is_white(byte),
    };
    let (mut from, mut to) = (0, run.len());
    while left && from < to && goes(run.at(from)) {
        from += 1;
    }
    while right && from < to && goes(run.at(to - 1)) {
        to -= 1;
    }
    if type_ == Type::Str && !run.part(from, to).is_utf8() {
        return Err(vm.raise_bare(Type::UnicodeError));
    }
    if to - from == run.len() {
        return itself(vm, args);
    }
    // DIFF: a bytearray of which nothing is left stays one, where the reference gives an empty `bytes`.
    cut(vm, type_, slot, from, to)
}

pub(super) fn strip(vm: &mut Vm, args: Args) -> Res {
    strip_ends(vm, args, true, true)
}

pub(super) fn strip_left(vm: &mut Vm, args: Args) -> Res {
    strip_ends(vm, args, true, false)
}

pub(super) fn strip_right(vm: &mut Vm, args: Args) -> Res {
    strip_ends(vm, args, false, true)
}

/// Calls `piece` with what stands between the places where `old` is replaced, at most `limit` of them, and with whether a
/// replacement follows.
fn pieces<'m>(text: Text<'m>, old: Run<'_>, limit: u32, piece: &mut dyn FnMut(Run<'m>, bool)) {
    let mut rest = text.run;
    let mut left = limit;
    if old.is_empty() && left > 0 {
        piece(Run::EMPTY, true);
        left -= 1;
    }
    while left > 0 && !rest.is_empty() {
        let Some(found) = rest.find(old) else { break };
        // DIFF: the reference puts replacements between the bytes of a character.
        let at = match (old.is_empty(), text.is_str()) {
            (false, _) => found,
            (true, true) => utf8::next(rest, 0),
            (true, false) => 1,
        };
        piece(rest.part(0, at), true);
        rest = rest.rest(at + old.len());
        left -= 1;
    }
    piece(rest, false);
}

pub(super) fn replace(vm: &mut Vm, args: Args) -> Res {
    let slot = args.slot(0);
    let limit = match args.get(3) {
        Some(limit) => op_index(vm, limit)?,
        None => -1,
    };
    if limit == 0 {
        return itself(vm, args);
    }
    let type_ = get(vm.view(), slot).type_;
    check(vm, type_, args.slot(1))?;
    check(vm, type_, args.slot(2))?;
    let m = vm.view();
    let (text, old, new) = (get(m, slot), get(m, args.slot(1)).run, get(m, args.slot(2)).run);
    let (mut length, mut replaced) = (0u32, false);
    pieces(text, old, limit as u32, &mut |piece, follows| {
        replaced |= follows;
        length = length.saturating_add(piece.len()).saturating_add(if follows { new.len() } else { 0 });
    });
    if !replaced || old.len() > text.run.len() {
        return itself(vm, args);
    }
    let m = reserve(vm, length)?;
    let (text, old, new) = (get(m, slot), get(m, args.slot(1)).run, get(m, args.slot(2)).run);
    Ok(m.ret(make(m, type_, length, &mut |bytes| {
        let mut at = 0;
        pieces(text, old, limit as u32, &mut |piece, follows| {
            at += piece.copy_to(&mut bytes[at..]);
            if follows {
                at += new.copy_to(&mut bytes[at..]);
            }
        });
    })))
}

pub(super) fn center(vm: &mut Vm, args: Args) -> Res {
    let width = op_index(vm, args.slot(1))?;
    let text = get(vm.view(), args.slot(0));
    let (type_, length) = (text.type_, text.run.len());
    // DIFF: the reference takes a negative width for a large one.
    if width <= length as i32 {
        return itself(vm, args);
    }
    let m = reserve(vm, width as u32)?;
    let run = get(m, args.slot(0)).run;
    Ok(m.ret(make(m, type_, width as u32, &mut |bytes| {
        bytes.fill(b' ');
        let left = (bytes.len() - length as usize) / 2;
        run.copy_to(&mut bytes[left..]);
    })))
}

fn convert(vm: &mut Vm, slot: Slot, convert: fn(&mut [u8])) -> Res {
    let text = get(vm.view(), slot);
    let (type_, length) = (text.type_, text.run.len());
    let m = reserve(vm, length)?;
    let run = get(m, slot).run;
    Ok(m.ret(make(m, type_, length, &mut |bytes| {
        run.copy_to(bytes);
        convert(bytes);
    })))
}

pub(super) fn lower(vm: &mut Vm, args: Args) -> Res {
    convert(vm, args.slot(0), <[u8]>::make_ascii_lowercase)
}

pub(super) fn upper(vm: &mut Vm, args: Args) -> Res {
    convert(vm, args.slot(0), <[u8]>::make_ascii_uppercase)
}

/// Whether there are bytes and all of those that count pass; a `None` does not count.
fn all(vm: &Vm, args: Args, test: fn(u8) -> Option<bool>) -> Result<crate::heap::Ret, Raised> {
    let run = get(vm.view(), args.slot(0)).run;
    let (mut any, mut passed) = (false, true);
    for pass in run.bytes().filter_map(test) {
        any = true;
        passed &= pass;
    }
    Ok(vm.ret(Word::bool(any && passed)))
}

pub(super) fn is_space(vm: &mut Vm, args: Args) -> Res {
    all(vm, args, |byte| Some(is_white(byte)))
}

pub(super) fn is_alpha(vm: &mut Vm, args: Args) -> Res {
    all(vm, args, |byte| Some(byte.is_ascii_alphabetic()))
}

pub(super) fn is_digit(vm: &mut Vm, args: Args) -> Res {
    all(vm, args, |byte| Some(byte.is_ascii_digit()))
}

pub(super) fn is_upper(vm: &mut Vm, args: Args) -> Res {
    all(vm, args, |byte| byte.is_ascii_alphabetic().then(|| byte.is_ascii_uppercase()))
}

pub(super) fn is_lower(vm: &mut Vm, args: Args) -> Res {
    all(vm, args, |byte| byte.is_ascii_alphabetic().then(|| byte.is_ascii_lowercase()))
}
