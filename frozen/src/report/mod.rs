//! What takes the space: bytes of flash by module and by part.

mod table;

pub(crate) use self::table::grouped;

use serde::Serialize;

use crate::link::Firmware;

/// What a piece of a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytecode with its headers and line tables.
    Code,
    /// Objects that the code refers to, and the table of them.
    Constants,
    /// Names and other strings that only this module uses.
    Strings,
}

/// Bytes of an image by what they are for. They add up to the image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// One row for each module, in the order they were frozen.
    pub modules: Vec<ModuleSizes>,
    /// Strings that several modules use.
    pub shared: u64,
    /// The header and the tables that find strings and modules.
    pub tables: u64,
}

/// Bytes of one module in an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModuleSizes {
    /// The name that `import` knows it by.
    pub name: String,
    /// See [`Part::Code`].
    pub code: u64,
    /// See [`Part::Constants`]. What several modules use counts for the first.
    pub constants: u64,
    /// See [`Part::Strings`].
    pub strings: u64,
}

impl ModuleSizes {
    /// All bytes of the module.
    pub fn total(&self) -> u64 {
        self.code + self.constants + self.strings
    }
}

impl Sizes {
    /// Rows of zeros for modules with these names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let row = |name| ModuleSizes { name, code: 0, constants: 0, strings: 0 };
        Self { modules: names.into_iter().map(row).collect(), shared: 0, tables: 0 }
    }

    /// Counts `bytes` for a part of the module at `index`.
    pub fn add(&mut self, index: usize, part: Part, bytes: u32) {
        let row = &mut self.modules[index];
        let count = match part {
            Part::Code => &mut row.code,
            Part::Constants => &mut row.constants,
            Part::Strings => &mut row.strings,
        };
        *count += u64::from(bytes);
    }

    /// All bytes of the image.
    pub fn total(&self) -> u64 {
        self.modules.iter().map(ModuleSizes::total).sum::<u64>() + self.shared + self.tables
    }
}

/// The sizes of a firmware.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What the image is made of.
    #[serde(flatten)]
    pub sizes: Sizes,
    /// Flash and RAM of the board.
    pub memory: MemoryReport,
}

/// How much of a board's memory a firmware takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemoryReport {
    /// Bytes of flash that the VM takes.
    pub flash_vm: u64,
    /// Bytes of flash that the image takes.
    pub flash_image: u64,
    /// Bytes of flash behind the image.
    pub flash_free: u64,
    /// Bytes of RAM of the board.
    pub ram: u64,
    /// Bytes of RAM that heap and stack of the program share.
    pub ram_free: u64,
}

impl Report {
    /// The sizes of `firmware`.
    pub fn new(firmware: &Firmware<'_>) -> Self {
        let (slot, image) = (firmware.vm.slot(), firmware.image);
        Self {
            sizes: image.sizes.clone(),
            memory: MemoryReport {
                flash_vm: firmware.vm.flash().map(|(_, bytes)| bytes.len() as u64).sum(),
                flash_image: image.bytes.len() as u64,
                flash_free: u64::from(slot.flash_len()) - image.bytes.len() as u64,
                ram: u64::from(slot.ram.1 - slot.ram.0),
                ram_free: u64::from(slot.ram_len()),
            },
        }
    }
}
