//! How a value is laid out in a field: what `%` and `format` have in common.

use crate::exception::Raised;
use crate::heap::{Run, Slot};
use crate::ops::print::Sink;
use crate::vm::Vm;

/// Where in its field a value stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: the padding stands between the sign and the digits.
    AfterSign,
}

/// A format specification: `[[fill]align][sign][#][0][width][,][.precision][type]`.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The padding.
    pub fill: u8,
    /// Where the value stands.
    pub align: Align,
    /// Written before numbers that are not negative: `+`, a space, or 0 for nothing.
    pub sign: u8,
    /// `#`: digits have a prefix that says their base.
    pub alternate: bool,
    /// Between groups of digits: `,`, `_`, or 0 for nothing.
    pub separator: u8,
    /// The field is at least this wide, in bytes.
    pub width: u32,
    /// What stands behind the point.
    pub precision: Option<u32>,
    /// The letter at the end, or 0.
    pub code: u8,
}

impl Spec {
    /// The specification of `%s` and its kin before anything is said.
    pub const PLAIN: Spec = Spec {
        fill: b' ',
        align: Align::Right,
        sign: 0,
        alternate: false,
        separator: 0,
        width: 0,
        precision: None,
        code: 0,
    };

    /// Reads the text behind the colon of a field; numbers stand to the right where nothing else is said. `None` for what is
    /// none.
    pub fn parse(run: Run<'_>, is_number: bool) -> Option<Spec> {
        let mut at = 0;
        let byte = |at: u32| run.get(at).unwrap_or(0);
        let alignment = |byte: u8| {
            Some(match byte {
                b'<' => Align::Left,
                b'>' => Align::Right,
                b'=' => Align::AfterSign,
                b'^' => Align::Center,
                _ => return None,
            })
        };
        let (mut align, mut fill) = (alignment(byte(0)), None);
        if align.is_some() {
            at = 1;
        } else if let Some(second) = alignment(byte(1)) {
            (align, fill, at) = (Some(second), Some(byte(0)), 2);
        }
        let mut spec = Spec { align: if is_number { Align::Right } else { Align::Left }, ..Spec::PLAIN };
        if matches!(byte(at), b'+' | b'-' | b' ') {
            spec.sign = if byte(at) == b'-' { 0 } else { byte(at) };
            at += 1;
        }
        if byte(at) == b'#' {
            spec.alternate = true;
            at += 1;
        }
        if byte(at) == b'0' {
            align = align.or(is_number.then_some(Align::AfterSign));
            fill = fill.or(Some(b'0'));
        }
        spec.width = number(run, &mut at).unwrap_or(0);
        if matches!(byte(at), b',' | b'_') {
            spec.separator = byte(at);
            at += 1;
        }
        if byte(at) == b'.' {
            at += 1;
            spec.precision = number(run, &mut at);
        }
        if matches!(byte(at), b'b'..=b'g' | b'n' | b'o' | b's' | b'x' | b'E'..=b'G' | b'X' | b'%') {
            spec.code = byte(at);
            at += 1;
        }
        spec.align = align.unwrap_or(spec.align);
        spec.fill = fill.unwrap_or(spec.fill);
        (at >= run.len()).then_some(spec)
    }

    /// Whether what is on the left is padded with zeros.
    pub fn pads_with_zeros(&self) -> bool {
        self.fill == b'0' && !matches!(self.align, Align::Left | Align::Center)
    }
}

/// The decimal number at `at`, if there is one.
pub fn number(run: Run<'_>, at: &mut u32) -> Option<u32> {
    let mut value = None;
    while let Some(digit) = run.get(*at).filter(u8::is_ascii_digit) {
        value = Some(value.unwrap_or(0u32).saturating_mul(10).saturating_add(u32::from(digit - b'0')));
        *at += 1;
    }
    value
}

/// What is put into a field.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Bytes that are not on the heap.
    Bytes(&'a [u8]),
    /// The bytes from here to there of the text in a slot.
    Slot(Slot, u32, u32),
}

impl<'a> Content<'a> {
    /// How many bytes.
    pub fn length(self) -> u32 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u32,
            Content::Slot(_, from, to) => to - from,
        }
    }

    /// The first `at` bytes, and the rest.
    pub fn split_at(self, at: u32) -> (Content<'a>, Content<'a>) {
        match self {
            Content::Bytes(bytes) => {
                let (first, rest) = bytes.split_at(at as usize);
                (Content::Bytes(first), Content::Bytes(rest))
            }
            Content::Slot(slot, from, to) => (Content::Slot(slot, from, from + at), Content::Slot(slot, from + at, to)),
        }
    }
}

/// Writes `content` into a field of `spec.width`.
///
/// # Errors
/// `MemoryError`.
pub fn put(vm: &mut Vm, sink: Sink, spec: &Spec, content: Content<'_>) -> Result<(), Raised> {
    let length = content.length();
    // With zeros that are grouped, the field does not start with a separator.
    let group = if spec.separator == b'_' { 5 } else { 4 };
    let is_grouped = spec.separator != 0 && spec.fill == b'0';
    let width = if is_grouped && spec.width.is_multiple_of(group) { spec.width + 1 } else { spec.width };
    let padding = width.saturating_sub(length);
    let left = match spec.align {
        Align::Left => 0,
        Align::Center => padding / 2,
        Align::Right | Align::AfterSign => padding,
    };
    let pad = |vm: &mut Vm, count: u32| {
        let mut index = 0;
        while index < count {
            let mut chunk = [spec.fill; 20];
            let length = (count - index).min(chunk.len() as u32);
            if is_grouped {
                // The chunk is a multiple of either group long.
                (0..length).filter(|at| at % group == width % group).for_each(|at| chunk[at as usize] = spec.separator);
            }
            vm.put(sink, &chunk[..length as usize])?;
            index += length;
        }
        Ok(())
    };
    pad(vm, left)?;
    match content {
        Content::Bytes(bytes) => vm.put(sink, bytes)?,
        Content::Slot(slot, from, to) => vm.put_part(sink, slot, from, to)?,
    }
    pad(vm, padding - left)
}

/// Writes spaces.
///
/// # Errors
/// `MemoryError`.
pub fn put_spaces(vm: &mut Vm, sink: Sink, count: u32) -> Result<(), Raised> {
    put(vm, sink, &Spec { width: count, ..Spec::PLAIN }, Content::Bytes(b""))
}
