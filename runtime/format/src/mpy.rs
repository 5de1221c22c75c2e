//! Definitions of the `.mpy` container, shared by the readers and the writer.
//!
//! ```text
//! file     := 'M' version features small_int_bits [arch_flags: uint] n_qstrs: uint n_constants: uint
//!             qstr* constant* code
//! features := 0 F A A A A S S              F: arch_flags follow, A: architecture, S: sub-version
//! qstr     := uint (number << 1 | 1)  |  uint (length << 1) byte* 0
//! constant := tag [length: uint] payload   (tag: `ConstantTag`)
//! code     := uint (length << 3 | has_children << 2 | kind) byte* extras [n_children: uint code*] [relocation* 0xff]
//! extras   := nothing                                                             (bytecode)
//!           | prelude_offset: uint                                                (native)
//!           | scope_flags: uint [rodata_len: uint] [bss_len: uint] rodata_byte*    (viper)
//!           | scope_flags: uint n_pos_args: uint type_sig: uint                   (inline assembler)
//! uint     := seven bits a byte, most significant first, bit 7 set on all but the last
//! ```

use core::fmt;

/// First byte of every `.mpy` file.
pub const MAGIC: u8 = b'M';
/// The container version this crate reads and writes.
pub const VERSION: u8 = 6;
/// The native ABI version; only files with machine code carry it.
pub const SUB_VERSION: u8 = 3;
/// Small-integer width of 32-bit devices, the reference compiler's default.
pub const DEFAULT_SMALL_INT_BITS: u8 = 31;

/// Declares a byte-sized enum with the number and the name of each variant in one row.
macro_rules! numbered {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$row:meta])* $variant:ident = $number:literal $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        $vis enum $name { $($(#[$row])* $variant = $number),* }

        impl $name {
            /// Every variant, in the order of the numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The variant with this number.
            pub const fn from_number(number: u8) -> Option<$name> {
                match number { $($number => Some($name::$variant),)* _ => None }
            }

            /// The number that stands for it in a file.
            pub const fn number(self) -> u8 { self as u8 }

            /// Its customary name.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_str(self.name()) }
        }
    };
}
pub(crate) use numbered;

numbered! {
    /// The processor that the machine code of a file is for; the names are those of `-march=`.
    pub enum Arch {
        /// No machine code: the file runs everywhere.
        None = 0 "none",
        /// 32-bit x86.
        X86 = 1 "x86",
        /// 64-bit x86.
        X64 = 2 "x64",
        /// Arm, 32-bit instructions.
        Armv6 = 3 "armv6",
        /// Thumb without Thumb-2: Cortex-M0.
        Armv6m = 4 "armv6m",
        /// Thumb-2: Cortex-M3.
        Armv7m = 5 "armv7m",
        /// Thumb-2 with DSP instructions: Cortex-M4.
        Armv7em = 6 "armv7em",
        /// Cortex-M4 with single-precision floats.
        Armv7emsp = 7 "armv7emsp",
        /// Cortex-M7 with double-precision floats.
        Armv7emdp = 8 "armv7emdp",
        /// Xtensa, call0 ABI: ESP8266.
        Xtensa = 9 "xtensa",
        /// Xtensa, windowed ABI: ESP32.
        Xtensawin = 10 "xtensawin",
        /// 32-bit RISC-V.
        Rv32imc = 11 "rv32imc",
        /// 64-bit RISC-V.
        Rv64imc = 12 "rv64imc",
        /// The reference compiler's pseudo-assembler.
        Debug = 13 "debug",
    }
}

impl Arch {
    /// The architecture that `-march=` calls `name`; `none` is not one of them.
    pub fn from_name(name: &str) -> Option<Arch> {
        Arch::ALL.iter().copied().find(|arch| *arch != Arch::None && arch.name() == name)
    }

    /// Bytes in a machine word.
    pub const fn word_size(self) -> u32 {
        match self {
            Arch::X64 | Arch::Rv64imc => 8,
            Arch::None | Arch::X86 | Arch::Armv6 | Arch::Armv6m | Arch::Armv7m | Arch::Armv7em | Arch::Armv7emsp => 4,
            Arch::Armv7emdp | Arch::Xtensa | Arch::Xtensawin | Arch::Rv32imc | Arch::Debug => 4,
        }
    }

    /// Whether a device of this architecture executes machine code made for `file`.
    ///
    /// The Cortex-M family is ordered: each member runs the code of those before it.
    pub const fn runs(self, file: Arch) -> bool {
        let (device, file) = (self.number(), file.number());
        file == Arch::None.number()
            || file == device
            || (Arch::Armv6m.number() <= file && file <= device && device <= Arch::Armv7emdp.number())
    }
}

/// Bit of the feature byte that announces an architecture-flags uint after the header.
pub const FEATURE_ARCH_FLAGS: u8 = 0x40;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    /// Native ABI version: [`SUB_VERSION`] where there is machine code, 0 otherwise.
    pub sub_version: u8,
    /// What the machine code is for.
    pub arch: Arch,
    /// Processor extensions that the code needs beyond `arch`; absent when it needs none.
    pub arch_flags: Option<u32>,
    /// Bits of a small integer on the machine that the constants were made for.
    pub small_int_bits: u8,
}

impl Header {
    /// The header of a file with bytecode only.
    pub const fn bytecode() -> Header {
        Header { sub_version: 0, arch: Arch::None, arch_flags: None, small_int_bits: DEFAULT_SMALL_INT_BITS }
    }

    /// The header of a file with machine code for `arch`.
    pub const fn native(arch: Arch) -> Header {
        Header { sub_version: SUB_VERSION, arch, arch_flags: None, small_int_bits: DEFAULT_SMALL_INT_BITS }
    }

    /// The third byte of the file.
    pub const fn feature_byte(&self) -> u8 {
        let flags = if self.arch_flags.is_some() { FEATURE_ARCH_FLAGS } else { 0 };
        flags | self.arch.number() << 2 | (self.sub_version & 3)
    }
}

numbered! {
    /// How the body of a raw code is to be run.
    pub enum CodeKind {
        /// Interpreted by the virtual machine.
        Bytecode = 0 "bytecode",
        /// Machine code with a bytecode-style prelude (`@micropython.native`).
        Native = 1 "native",
        /// Machine code on unboxed values (`@micropython.viper`), and linked native modules.
        Viper = 2 "viper",
        /// An inline assembler function.
        Asm = 3 "asm",
    }
}

numbered! {
    /// First byte of a constant.
    pub enum ConstantTag {
        /// The table of runtime functions that machine code calls.
        FunTable = 0 "fun_table",
        /// `None`.
        None = 1 "None",
        /// `False`.
        False = 2 "False",
        /// `True`.
        True = 3 "True",
        /// `...`
        Ellipsis = 4 "Ellipsis",
        /// UTF-8 text with a final NUL that the length does not count.
        Str = 5 "str",
        /// Bytes with a final NUL that the length does not count.
        Bytes = 6 "bytes",
        /// Decimal digits.
        Int = 7 "int",
        /// The text that `repr` gives.
        Float = 8 "float",
        /// The text of the imaginary part, as `repr` gives it.
        Complex = 9 "complex",
        /// As many constants as the length says.
        Tuple = 10 "tuple",
    }
}

/// Scope flags of a function, as its prelude or the extras of its machine code carry them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ScopeFlags(pub u32);

impl ScopeFlags {
    /// Calling it makes a generator.
    pub const GENERATOR: ScopeFlags = ScopeFlags(0x01);
    /// It takes `**kwargs`.
    pub const VAR_KEYWORDS: ScopeFlags = ScopeFlags(0x02);
    /// It takes `*args`.
    pub const VAR_ARGS: ScopeFlags = ScopeFlags(0x04);
    /// Some keyword-only arguments have defaults.
    pub const DEF_KWARGS: ScopeFlags = ScopeFlags(0x08);
    /// The bits that a bytecode prelude has room for.
    pub const PRELUDE_MASK: u32 = 0x0f;
    /// Viper extras only: relocations follow.
    pub const VIPER_RELOC: ScopeFlags = ScopeFlags(0x10);
    /// Viper extras only: a read-only data section follows.
    pub const VIPER_RODATA: ScopeFlags = ScopeFlags(0x20);
    /// Viper extras only: a zeroed data section is wanted.
    pub const VIPER_BSS: ScopeFlags = ScopeFlags(0x40);

    /// Whether every bit of `flags` is set.
    pub const fn contains(self, flags: ScopeFlags) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Both sets of bits.
    pub const fn union(self, flags: ScopeFlags) -> ScopeFlags {
        ScopeFlags(self.0 | flags.0)
    }
}

impl fmt::Display for ScopeFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            (Self::GENERATOR, "GENERATOR"),
            (Self::VAR_KEYWORDS, "VARKEYWORDS"),
            (Self::VAR_ARGS, "VARARGS"),
            (Self::DEF_KWARGS, "DEFKWARGS"),
            (Self::VIPER_RELOC, "VIPERRELOC"),
            (Self::VIPER_RODATA, "VIPERRODATA"),
            (Self::VIPER_BSS, "VIPERBSS"),
        ];
        let mut separator = "";
        for (flag, name) in names {
            if self.contains(flag) {
                write!(f, "{separator}{name}")?;
                separator = "|";
            }
        }
        if separator.is_empty() { f.write_str("0") } else { Ok(()) }
    }
}

/// A section of relocatable machine code that holds words to adjust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// The code itself.
    Text,
    /// Its read-only data.
    Rodata,
}

/// What is added to a word of relocatable machine code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelocationTarget {
    /// Where the code is.
    Text,
    /// Where its read-only data is.
    Rodata,
    /// Where its zeroed data is.
    Bss,
    /// Where the module's qstr table is.
    QstrTable,
    /// Where the module's constants are.
    ConstantTable,
    /// Where the table of runtime functions is.
    FunTable,
    /// The entry of that table with this number.
    FunTableEntry(u8),
}

impl RelocationTarget {
    /// Entries of the function table that a relocation can name.
    pub const MAX_FUN_TABLE_ENTRY: u8 = 126 - FIRST_ENTRY;

    /// The number of the target, without repeat count and place bits.
    pub const fn number(self) -> u8 {
        match self {
            RelocationTarget::Text => 0,
            RelocationTarget::Rodata => 1,
            RelocationTarget::Bss => 2,
            RelocationTarget::QstrTable => 6,
            RelocationTarget::ConstantTable => 7,
            RelocationTarget::FunTable => 8,
            RelocationTarget::FunTableEntry(entry) => FIRST_ENTRY + entry,
        }
    }
}

/// Number of the relocation target that names entry 0 of the function table.
pub(crate) const FIRST_ENTRY: u8 = 9;
/// Ends the relocations of a raw code.
pub(crate) const RELOCATIONS_END: u8 = 0xff;

/// "Add `target` to `count` consecutive words, the first being word `word` of `section`."
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Relocation {
    /// Where the words are.
    pub section: Section,
    /// Index of the first word in its section, in machine words.
    pub word: u32,
    /// How many words; always 1 for targets other than text, rodata and bss.
    pub count: u32,
    /// What is added to each.
    pub target: RelocationTarget,
}
