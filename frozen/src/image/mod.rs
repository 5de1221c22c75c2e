//! Modules become one ROM image at the addresses of the board.
//!
//! ```text
//! base                                                            base + bytes.len()
//! | header | strings, their table and hashes | constants and code, module by module | module table |
//! ```
//! Everything that is referred to stands before what refers to it, so one pass
//! writes final words; only the header, which names the tables, is filled in
//! at the end. `mpy_runtime::rom` says what the header holds and
//! `mpy_runtime::heap::layout` what an object is: nothing of it is repeated here.

mod code;
mod constant;
mod error;
mod integer;
mod object;
mod pool;
pub mod read;

use mpy_format::Module;
use mpy_runtime::rom::{self, Field};
use mpy_runtime::value::Word;

pub use self::constant::{FloatFormat, Numbers};
pub use self::error::{FreezeError, FreezeErrorKind};
use self::object::ObjectWriter;
use self::pool::Pool;
use crate::report::{Part, Sizes};

/// A ROM image, final: every reference in it is an address of the board's memory map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Layout number; the VM refuses any but its own.
    pub abi: u32,
    /// Address of the first byte.
    pub base: u32,
    /// The bytes, a whole number of words.
    pub bytes: Vec<u8>,
    /// Names for what is in it, by rising address.
    pub symbols: Vec<Symbol>,
    /// What takes the space.
    pub sizes: Sizes,
}

/// A named piece of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// `frozen:package.module.function`; never empty and without NUL.
    pub name: String,
    /// Address of the first byte.
    pub address: u32,
    /// Length in bytes.
    pub size: u32,
}

/// A module under the name that `import` knows it by.
#[derive(Clone, Debug)]
pub struct NamedModule {
    /// `package.module`
    pub name: String,
    /// Whether it may have submodules: its file is an `__init__.py`.
    pub is_package: bool,
    /// What it does.
    pub module: Module,
}

/// What an image is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Address of the image.
    pub base: u32,
    /// What numbers the VM has.
    pub numbers: Numbers,
}

/// Lays `modules` out at the addresses of `target`.
pub fn freeze(modules: &[NamedModule], target: Target) -> Result<Image, FreezeError> {
    let mut pool = Pool::default();
    for (index, module) in modules.iter().enumerate() {
        pool.add(module.name.as_bytes(), index);
        for entry in &module.module.qstrs {
            pool.add(entry.as_bytes(), index);
        }
    }
    pool.number()?;

    let mut sizes = Sizes::new(modules.iter().map(|module| module.name.clone()));
    let mut writer = ObjectWriter::new(target.base);
    writer.words(&[0; rom::HEADER_WORDS as usize]);
    sizes.tables += u64::from(rom::HEADER_WORDS) * 4;
    let tables = pool.write(&mut writer, &mut sizes)?;

    let mut symbols = Vec::new();
    let mut entries = Vec::new();
    let mut constants = constant::Constants::new(&pool, target.numbers);
    for (index, module) in modules.iter().enumerate() {
        let locate = |kind| FreezeError { module: module.name.clone(), kind };
        let before = writer.len();
        let table = constants.write_table(&mut writer, &module.module).map_err(locate)?;
        sizes.add(index, Part::Constants, writer.len() - before);
        let before = writer.len();
        let frozen = code::write_module(&mut writer, module, table, &mut symbols).map_err(locate)?;
        sizes.add(index, Part::Code, writer.len() - before);
        let name = Word::qstr(pool.get(module.name.as_bytes()));
        entries.extend([name.bits(), frozen, if module.is_package { rom::PACKAGE } else { 0 }]);
    }
    let module_table = writer.words(&entries);
    sizes.tables += entries.len() as u64 * 4;

    let abi = target.numbers.abi_word();
    let fields = [
        (Field::Magic, rom::MAGIC),
        (Field::Abi, abi),
        (Field::Size, writer.len()),
        (Field::Base, target.base),
        (Field::Modules, modules.len() as u32),
        (Field::ModuleTable, module_table),
        (Field::Qstrs, tables.count),
        (Field::QstrTable, tables.addresses),
        (Field::QstrHashes, tables.hashes),
    ];
    for (field, word) in fields {
        writer.set_word(field as u32 * 4, word);
    }
    writer.set_word(Field::Crc as u32 * 4, crc32fast::hash(writer.bytes()));
    debug_assert_eq!(sizes.total(), u64::from(writer.len()));
    Ok(Image { abi, base: target.base, bytes: writer.into_bytes(), symbols, sizes })
}
