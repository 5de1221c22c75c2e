//! The ROM image of frozen modules: what its header says, for the VM that reads it and the freezer that writes it.
//!
//! The image starts at the board's `__frozen_start` with the words of [`Field`]. Everything in it stands at its final
//! address, has the object layout of [`crate::heap::layout`], and was verified when it was made.

use mpy_format::qstr::Qstr;

use crate::heap::Mutator;
use crate::memory::Memory;
use crate::qstr;
use crate::value::{Value, Word};
use crate::vm::Vm;

/// `PFRZ`, little-endian.
pub const MAGIC: u32 = 0x5a52_4650;

/// What an image and a VM must agree on: object layout, immediates, interned strings, builtin numbers.
/// Any change of one of them changes this number, except of the strings, which have [`qstr::FINGERPRINT`].
pub const ABI: u32 = 3;

/// The words of the image's header, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Field {
    /// [`MAGIC`].
    Magic,
    /// [`ABI_WORD`].
    Abi,
    /// Bytes in the image, header included.
    Size,
    /// Address that the image is made for.
    Base,
    /// CRC-32 (IEEE) of the image with this word 0.
    Crc,
    /// How many modules.
    Modules,
    /// Address of the module table: `name` (qstr word), `code` (address), `flags` ([`PACKAGE`]), for each.
    ModuleTable,
    /// How many interned strings.
    Qstrs,
    /// Address of the strings' addresses, in order of their numbers; each a `Str` object.
    QstrTable,
    /// Address of the strings' hashes ([`qstr::hash`]), 16 bits each, ascending: the strings are numbered by hash.
    QstrHashes,
    /// Preloaded RAM: where it goes.
    PreloadBase,
    /// Its length in bytes.
    PreloadSize,
    /// Address in the image of what is copied there.
    PreloadSource,
    /// Address of the preloaded roots.
    PreloadRoots,
}

/// Words in the image's header.
pub const HEADER_WORDS: u32 = Field::PreloadRoots as u32 + 1;

/// Bytes in a float object of this VM; 0 for a VM without floats.
pub const FLOAT_BYTES: u32 = match (cfg!(feature = "float"), cfg!(target_pointer_width = "64")) {
    (false, _) => 0,
    (true, true) => 8,
    (true, false) => 4,
};

/// The value of [`Field::Abi`] for a VM with floats of so many bytes, with complex numbers and ints beyond 31 bits or without.
///
/// ```text
/// | qstr::FINGERPRINT (16) | complex (1) | big ints (1) | float bytes (6) | ABI (8) |
/// ```
pub const fn abi_word(float_bytes: u32, has_complex: bool, has_big_ints: bool) -> u32 {
    let features = float_bytes << 8 | (has_big_ints as u32) << 14 | (has_complex as u32) << 15;
    ABI | features | (qstr::FINGERPRINT as u32) << 16
}

/// The value of [`Field::Abi`] for this VM.
pub const ABI_WORD: u32 = abi_word(FLOAT_BYTES, cfg!(feature = "complex"), cfg!(feature = "bigint"));

/// Module flag: it is a package.
pub const PACKAGE: u32 = 1;

/// Words of one module in the module table.
pub const MODULE_WORDS: u32 = 3;

/// Why an image cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImageError {
    /// There is none.
    Missing,
    /// It was made for a VM with another [`ABI_WORD`].
    Abi(u32),
    /// It was made for another address.
    Base(u32),
}

/// The image that the VM runs from, or none.
#[derive(Clone, Copy)]
pub struct Rom {
    address: u32,
    /// Number of the first interned string in RAM.
    first_ram_qstr: u32,
}

impl Rom {
    /// No image.
    pub const NONE: Rom = Rom { address: 0, first_ram_qstr: qstr::COUNT as u32 + 1 };

    /// The image at `address`.
    ///
    /// # Errors
    /// What is wrong with it.
    ///
    /// # Safety
    /// `address` is a multiple of four in the ROM of `memory`, and an image that starts there is whole and was made by
    /// the freezer (ROM-2).
    pub unsafe fn open(memory: Memory, address: u32) -> Result<Rom, ImageError> {
        // SAFETY: `address` is in ROM.
        let word = |field: Field| unsafe { memory.pointer::<u32>(address + field as u32 * 4).read() };
        if word(Field::Magic) != MAGIC {
            return Err(ImageError::Missing);
        }
        if word(Field::Abi) != ABI_WORD {
            return Err(ImageError::Abi(word(Field::Abi)));
        }
        if word(Field::Base) != address {
            return Err(ImageError::Base(word(Field::Base)));
        }
        Ok(Rom { address, first_ram_qstr: qstr::COUNT as u32 + 1 + word(Field::Qstrs) })
    }

    /// Number of the first interned string in RAM.
    #[inline(always)]
    pub fn first_ram_qstr(self) -> u32 {
        self.first_ram_qstr
    }

    fn field(self, vm: &Vm, field: Field) -> u32 {
        vm.heap.read(self.address + field as u32 * 4).bits()
    }

    /// The string object of one of the image's interned strings.
    pub(crate) fn qstr(self, vm: &Vm, number: u32) -> Value<'_> {
        if number <= qstr::COUNT as u32 || number >= self.first_ram_qstr {
            return Value::NULL;
        }
        let table = self.field(vm, Field::QstrTable);
        let word = vm.heap.read(table + (number - qstr::COUNT as u32 - 1) * 4);
        // SAFETY: the image's tables hold addresses of its own objects (ROM-2).
        unsafe { Value::from_word(word) }
    }

    /// The number of `text` in the image.
    pub(crate) fn find_qstr(self, m: Mutator<'_>, text: &[u8]) -> Option<Qstr> {
        let first = qstr::COUNT as u32 + 1;
        let count = self.first_ram_qstr - first;
        if count == 0 {
            return None;
        }
        let hash = qstr::hash(text);
        let hashes = self.field(m.vm, Field::QstrHashes);
        let hash_at = |index: u32| {
            let pair = m.vm.heap.read((hashes + index * 2) & !3).bits();
            (if (hashes + index * 2) & 2 == 0 { pair } else { pair >> 16 }) as u16
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            if hash_at(middle) < hash { low = middle + 1 } else { high = middle }
        }
        while low < count && hash_at(low) == hash {
            let name = Qstr((first + low) as u16);
            if m.qstr_text(name) == text {
                return Some(name);
            }
            low += 1;
        }
        None
    }

    /// The code and the flags of a frozen module.
    pub(crate) fn module<'m>(self, m: Mutator<'m>, name: &[u8]) -> Option<(Value<'m>, u32)> {
        if self.address == 0 {
            return None;
        }
        let table = self.field(m.vm, Field::ModuleTable);
        for index in 0..self.field(m.vm, Field::Modules) {
            let entry = table + index * MODULE_WORDS * 4;
            let found = m.vm.heap.read(entry).as_qstr().is_some_and(|qstr| m.qstr_text(qstr) == name);
            if found {
                let code: Word = m.vm.heap.read(entry + 4);
                // SAFETY: the module table holds addresses of the image's own objects (ROM-2).
                return Some((unsafe { Value::from_word(code) }, m.vm.heap.read(entry + 8).bits()));
            }
        }
        None
    }

    /// Whether there is an image.
    pub fn is_some(self) -> bool {
        self.address != 0
    }
}
