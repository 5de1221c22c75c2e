//! `repr` of text: quotes and escapes.

use super::{get_run, utf8};
use crate::exception::Raised;
use crate::heap::{Run, Slot};
use crate::ops::print::Sink;
use crate::vm::Vm;

/// Which quote to write around these bytes.
fn quote(run: Run<'_>) -> u8 {
    let has = |quote: u8| run.bytes().any(|byte| byte == quote);
    if has(b'\'') && !has(b'"') { b'"' } else { b'\'' }
}

/// How many bytes from `from` on are written as they are.
fn plain(run: Run<'_>, from: u32, quote: u8) -> u32 {
    (from..run.len())
        .find(|&at| !matches!(run.at(at), b' '..0x7f) || matches!(run.at(at), b'\\') || run.at(at) == quote)
        .unwrap_or(run.len())
}

/// `\x41`, `\u0416` or `\U0001f600`, written into `buffer`.
fn escape(code: u32, buffer: &mut [u8; 10]) -> &[u8] {
    let (letter, digits) = match code {
        ..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    buffer[0] = b'\\';
    buffer[1] = letter;
    for index in 0..digits {
        let digit = code >> (4 * (digits - 1 - index)) & 15;
        buffer[2 + index as usize] = b"0123456789abcdef"[digit as usize];
    }
    &buffer[..2 + digits as usize]
}

/// Writes the bytes from `start` on of what is in `slot` between quotes, escaped as code points of UTF-8 or as bytes.
///
/// # Errors
/// `MemoryError`.
pub fn put(vm: &mut Vm, sink: Sink, slot: Slot, start: u32, is_str: bool) -> Result<(), Raised> {
    let quote = quote(get_run(vm.view(), slot).rest(start));
    vm.put(sink, &[quote])?;
    let mut at = start;
    loop {
        let run = get_run(vm.view(), slot);
        if at >= run.len() {
            break;
        }
        let end = plain(run, at, quote);
        if end > at {
            vm.put_part(sink, slot, at, end)?;
            at = end;
            continue;
        }
        let (code, next) = if is_str { utf8::decode(run, at) } else { (u32::from(run.at(at)), at + 1) };
        at = next;
        let mut buffer = [0; 10];
        let short = match code {
            0x0a => b'n',
            0x0d => b'r',
            0x09 => b't',
            0x5c => b'\\',
            _ if code == u32::from(quote) => quote,
            // Bytes that are no UTF-8 can come to this.
            0x20..0x7f => {
                vm.put(sink, &[code as u8])?;
                continue;
            }
            _ => {
                vm.put(sink, escape(code, &mut buffer))?;
                continue;
            }
        };
        vm.put(sink, &[b'\\', short])?;
    }
    vm.put(sink, &[quote])
}
