//! The table of the strings that a module's code refers to, in the order in which it first does.

use alloc::{vec, vec::Vec};

use mpy_format::QstrEntry;

use crate::ast::{Interner, Symbol};

/// Index into a module's qstr table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QstrIndex(pub u32);

/// A module's qstr table while it grows.
#[derive(Debug, Default)]
pub struct Qstrs {
    order: Vec<Symbol>,
    /// By symbol: its index plus one, 0 if it has none yet.
    index: Vec<u32>,
}

impl Qstrs {
    /// A table that starts with the name of the source file.
    pub fn new(source_file: Symbol, n_symbols: usize) -> Qstrs {
        let mut qstrs = Qstrs { order: Vec::new(), index: vec![0; n_symbols] };
        qstrs.intern(source_file);
        qstrs
    }

    /// The index of a string, the next one if it is new.
    pub fn intern(&mut self, symbol: Symbol) -> QstrIndex {
        if symbol.index() >= self.index.len() {
            self.index.resize(symbol.index() + 1, 0);
        }
        let entry = &mut self.index[symbol.index()];
        if *entry == 0 {
            self.order.push(symbol);
            *entry = self.order.len() as u32;
        }
        QstrIndex(*entry - 1)
    }

    /// The string of an index.
    pub fn symbol(&self, index: QstrIndex) -> Symbol {
        self.order[index.0 as usize]
    }

    /// The table as a file has it.
    pub fn to_entries(&self, names: &Interner) -> Vec<QstrEntry> {
        self.order.iter().map(|&symbol| QstrEntry::new(names.text(symbol))).collect()
    }
}
