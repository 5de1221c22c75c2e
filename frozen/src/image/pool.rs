//! The interned strings of all modules: each once, numbered by hash.

use std::collections::HashMap;

use mpy_format::Qstr;
use mpy_runtime::heap::layout::Kind;
use mpy_runtime::qstr;

use super::error::{FreezeError, FreezeErrorKind};
use super::object::ObjectWriter;
use crate::report::{Part, Sizes};

/// The strings that modules name, less those that the VM has itself.
#[derive(Default)]
pub(super) struct Pool {
    strings: HashMap<Vec<u8>, Entry>,
    /// The strings that the image holds, by number.
    order: Vec<Vec<u8>>,
}

struct Entry {
    number: Option<Qstr>,
    user: User,
}

/// Who pays for a string in the size report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum User {
    Module(usize),
    Several,
}

/// Where the image keeps its strings.
pub(super) struct StringTables {
    pub count: u32,
    pub addresses: u32,
    pub hashes: u32,
}

/// The highest number of an interned string: the VM names them with 16 bits, and some must be left for running programs.
const MAX_QSTR: usize = 0xe000;

impl Pool {
    /// Takes up a name that `module` uses.
    pub fn add(&mut self, text: &[u8], module: usize) {
        match self.strings.get_mut(text) {
            Some(entry) if entry.user == User::Module(module) => {}
            Some(entry) => entry.user = User::Several,
            None => {
                let entry = Entry { number: qstr::find(text), user: User::Module(module) };
                self.strings.insert(text.to_vec(), entry);
            }
        }
    }

    /// Gives every string its number; none is added after.
    pub fn number(&mut self) -> Result<(), FreezeError> {
        let new = self.strings.iter().filter(|(_, entry)| entry.number.is_none());
        let mut order: Vec<Vec<u8>> = new.map(|(text, _)| text.clone()).collect();
        // The VM searches by hash; the text makes the order the same on every run.
        order.sort_by(|a, b| (qstr::hash(a), a).cmp(&(qstr::hash(b), b)));
        let last = qstr::COUNT + order.len();
        if last > MAX_QSTR {
            return Err(FreezeError { module: String::new(), kind: FreezeErrorKind::TooManyStrings(order.len()) });
        }
        for (index, text) in order.iter().enumerate() {
            let entry = self.strings.get_mut(text).expect("taken from the map above");
            entry.number = Some(Qstr((qstr::COUNT + 1 + index) as u16));
        }
        self.order = order;
        Ok(())
    }

    /// The number of a string that was added.
    pub fn get(&self, text: &[u8]) -> Qstr {
        self.find(text).expect("every name of every module was added")
    }

    /// The number of a string, if some module names it or the VM has it.
    pub fn find(&self, text: &[u8]) -> Option<Qstr> {
        self.strings.get(text).and_then(|entry| entry.number).or_else(|| qstr::find(text))
    }

    /// Writes the strings and the two tables that find them.
    pub fn write(&self, writer: &mut ObjectWriter, sizes: &mut Sizes) -> Result<StringTables, FreezeError> {
        let mut addresses = Vec::with_capacity(self.order.len());
        for text in &self.order {
            let before = writer.len();
            let locate = |kind| FreezeError { module: String::new(), kind };
            addresses.push(writer.bytes_object(Kind::Str, &[], text).map_err(locate)?);
            let size = writer.len() - before;
            match self.strings[text].user {
                User::Module(module) => sizes.add(module, Part::Strings, size),
                User::Several => sizes.shared += u64::from(size),
            }
        }
        let hashes: Vec<u16> = self.order.iter().map(|text| qstr::hash(text)).collect();
        let before = writer.len();
        let tables = StringTables {
            count: addresses.len() as u32,
            addresses: writer.words(&addresses),
            hashes: writer.half_words(&hashes),
        };
        sizes.tables += u64::from(writer.len() - before);
        Ok(tables)
    }
}
