//! Writing a module: the exact inverse of reading, byte for byte what the reference writes.

use alloc::vec::Vec;

use crate::module::{Body, Constant, Module, QstrEntry, RawCode};
use crate::mpy::{
    ConstantTag, FEATURE_ARCH_FLAGS, MAGIC, RELOCATIONS_END, Relocation, RelocationTarget, ScopeFlags, Section, VERSION,
};
use crate::operand::{Output, write_uint};

impl Module {
    /// The module as the bytes of an `.mpy` file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Appends the bytes of the file.
    pub fn write<O: Output + ?Sized>(&self, out: &mut O) {
        let features = self.header.feature_byte();
        debug_assert_eq!(self.header.arch_flags.is_some(), features & FEATURE_ARCH_FLAGS != 0);
        out.bytes(&[MAGIC, VERSION, features, self.header.small_int_bits]);
        if let Some(flags) = self.header.arch_flags {
            write_uint(out, flags.into());
        }
        write_uint(out, self.qstrs.len() as u64);
        write_uint(out, self.constants.len() as u64);
        self.qstrs.iter().for_each(|qstr| write_qstr(out, qstr));
        self.constants.iter().for_each(|constant| write_constant(out, constant));
        write_code(out, &self.code);
    }
}

fn write_qstr<O: Output + ?Sized>(out: &mut O, qstr: &QstrEntry) {
    match qstr {
        QstrEntry::Static(qstr) => write_uint(out, u64::from(qstr.0) << 1 | 1),
        QstrEntry::Text(text) => {
            write_uint(out, (text.len() as u64) << 1);
            out.bytes(text);
            out.byte(0);
        }
    }
}

fn write_constant<O: Output + ?Sized>(out: &mut O, constant: &Constant) {
    let mut rest = Vec::from([constant]);
    while let Some(constant) = rest.pop() {
        write_object(out, constant);
        if let Constant::Tuple(items) = constant {
            rest.extend(items.iter().rev());
        }
    }
}

/// A constant, but for the items of a tuple.
fn write_object<O: Output + ?Sized>(out: &mut O, constant: &Constant) {
    let mut tagged = |tag: ConstantTag, text: &[u8], end: &[u8]| {
        out.byte(tag.number());
        write_uint(out, text.len() as u64);
        out.bytes(text);
        out.bytes(end);
    };
    match constant {
        Constant::FunTable => out.byte(ConstantTag::FunTable.number()),
        Constant::None => out.byte(ConstantTag::None.number()),
        Constant::False => out.byte(ConstantTag::False.number()),
        Constant::True => out.byte(ConstantTag::True.number()),
        Constant::Ellipsis => out.byte(ConstantTag::Ellipsis.number()),
        Constant::Str(text) => tagged(ConstantTag::Str, text, &[0]),
        Constant::Bytes(bytes) => tagged(ConstantTag::Bytes, bytes, &[0]),
        Constant::Int(text) => tagged(ConstantTag::Int, text, &[]),
        Constant::Float(text) => tagged(ConstantTag::Float, text, &[]),
        Constant::Complex(text) => tagged(ConstantTag::Complex, text, &[]),
        Constant::Tuple(items) => {
            out.byte(ConstantTag::Tuple.number());
            write_uint(out, items.len() as u64);
        }
    }
}

/// Children come after their parent. (Code with relocations, which would come after its children, has none.)
fn write_code<O: Output + ?Sized>(out: &mut O, code: &RawCode) {
    let mut rest = Vec::from([code]);
    while let Some(code) = rest.pop() {
        write_function(out, code);
        rest.extend(code.children.iter().rev());
    }
}

fn write_function<O: Output + ?Sized>(out: &mut O, code: &RawCode) {
    let has_children = u64::from(!code.children.is_empty());
    write_uint(out, (code.code.len() as u64) << 3 | has_children << 2 | u64::from(code.kind().number()));
    out.bytes(&code.code);
    let mut relocations = None;
    match &code.body {
        Body::Bytecode => {}
        Body::Native { prelude_offset } => write_uint(out, u64::from(*prelude_offset)),
        Body::Viper(viper) => {
            let mut flags = ScopeFlags(0);
            if viper.relocations.is_some() {
                flags = flags.union(ScopeFlags::VIPER_RELOC);
            }
            if !viper.rodata.is_empty() {
                flags = flags.union(ScopeFlags::VIPER_RODATA);
            }
            if viper.bss_size != 0 {
                flags = flags.union(ScopeFlags::VIPER_BSS);
            }
            write_uint(out, flags.0.into());
            if !viper.rodata.is_empty() {
                write_uint(out, viper.rodata.len() as u64);
            }
            if viper.bss_size != 0 {
                write_uint(out, viper.bss_size.into());
            }
            out.bytes(&viper.rodata);
            relocations = viper.relocations.as_deref();
        }
        Body::Asm { n_pos_args, type_sig } => {
            write_uint(out, ScopeFlags(0).0.into());
            write_uint(out, u64::from(*n_pos_args));
            write_uint(out, u64::from(*type_sig));
        }
    }
    if has_children != 0 {
        write_uint(out, code.children.len() as u64);
    }
    if let Some(relocations) = relocations {
        write_relocations(out, relocations);
    }
}

/// A relocation says where it applies only when that is not the word after the last one adjusted.
fn write_relocations<O: Output + ?Sized>(out: &mut O, relocations: &[Relocation]) {
    let mut next = None;
    for relocation in relocations {
        let Relocation { section, word, count, target } = *relocation;
        let number = match target {
            RelocationTarget::Text | RelocationTarget::Rodata | RelocationTarget::Bss => {
                target.number() << 1 | u8::from(count != 1)
            }
            RelocationTarget::QstrTable
            | RelocationTarget::ConstantTable
            | RelocationTarget::FunTable
            | RelocationTarget::FunTableEntry(_) => {
                debug_assert_eq!(count, 1, "only data sections repeat");
                target.number()
            }
        };
        let moves = next != Some((section, word));
        out.byte(number << 1 | u8::from(moves));
        if moves {
            write_uint(out, u64::from(word) << 1 | u64::from(section == Section::Rodata));
        }
        if count != 1 {
            write_uint(out, count.into());
        }
        next = word.checked_add(count).map(|word| (section, word));
    }
    out.byte(RELOCATIONS_END);
}
