//! Tables: the entries behind dicts, sets, instances, classes and modules.
//!
//! A *holder* is an object whose field 0 is its table ("no value" when empty) and whose length is its number of used
//! entries, holes included. Dicts, instances, classes and modules have entries of two words (key, value), sets of one.
//!
//! ```text
//! up to 8 entries    Table      | key value | key value | …
//! more               HashTable  | index | holes | filled | key value | key value | …
//! ```
//! Entries stand in insertion order. A deleted one leaves a hole, so that a loop over the table does not lose its place;
//! holes are closed when room is needed. A small table is searched from the front and has no room to spare; a large one
//! has a hash index (`index`) of which `filled` slots are in use. A table in ROM is copied before it is written.

mod index;
#[cfg(test)]
mod tests;

use mpy_format::qstr::Qstr;

use self::index::Index;
use super::dict;
use super::storage::{self, scoped};
use crate::exception::Raised;
use crate::heap::layout::{Kind, MAX_LENGTH, bytes_size, words_size};
use crate::heap::{Mutator, Object, Slot};
use crate::ops::compare::{op_equal, simple_equal};
use crate::ops::hash::{op_hash, simple_hash};
use crate::ops::special::has_special;
use crate::q;
use crate::value::Value;
use crate::vm::Vm;

/// The most entries of a small table.
const SMALL: u32 = 8;

/// The most entries of any table; its words with all slack are within [`MAX_LENGTH`].
const MAX_ENTRIES: u32 = MAX_LENGTH / 4;

/// Words of a [`Kind::HashTable`].
mod field {
    /// The index: a [`Kind::Buffer`](crate::heap::layout::Kind::Buffer).
    pub const INDEX: u32 = 0;
    /// How many of the used entries are holes.
    pub const HOLES: u32 = 1;
    /// How many slots of the index are in use.
    pub const FILLED: u32 = 2;
    /// The first entry.
    pub const ENTRIES: u32 = 3;
}

/// A holder and its table.
#[derive(Clone, Copy)]
struct Table<'m> {
    m: Mutator<'m>,
    holder: Object<'m>,
    object: Object<'m>,
    /// Words before the entries.
    first: u32,
    /// Words of an entry.
    width: u32,
}

/// Words of an entry.
fn entry_words<'m>(m: Mutator<'m>, holder: Object<'m>) -> u32 {
    if matches!(m.kind(holder), Kind::Set | Kind::FrozenSet) { 1 } else { 2 }
}

impl<'m> Table<'m> {
    fn of(m: Mutator<'m>, holder: Object<'m>) -> Option<Table<'m>> {
        let object = m.object(m.field(holder, 0))?;
        let first = if m.kind(object) == Kind::HashTable { field::ENTRIES } else { 0 };
        Some(Table { m, holder, object, first, width: entry_words(m, holder) })
    }

    fn at(m: Mutator<'m>, holder: Slot) -> Option<Table<'m>> {
        Table::of(m, m.object(m.get(holder))?)
    }

    fn used(self) -> u32 {
        self.m.length(self.holder)
    }

    fn capacity(self) -> u32 {
        (self.m.refs(self.object) - self.first) / self.width
    }

    fn is_large(self) -> bool {
        self.first != 0
    }

    fn key(self, entry: u32) -> Value<'m> {
        self.m.field(self.object, self.first + entry * self.width)
    }

    fn value(self, entry: u32) -> Value<'m> {
        if self.width == 1 { Value::NULL } else { self.m.field(self.object, self.first + entry * 2 + 1) }
    }

    fn set(self, entry: u32, key: Value<'m>, value: Value<'m>) {
        let at = self.first + entry * self.width;
        self.m.set_field(self.object, at, key);
        if self.width == 2 {
            self.m.set_field(self.object, at + 1, value);
        }
    }

    fn number(self, field: u32) -> u32 {
        self.m.field(self.object, field).word().to_int() as u32
    }

    fn set_number(self, field: u32, number: u32) {
        self.m.set_field(self.object, field, Value::small(number as i32));
    }

    fn holes(self) -> u32 {
        if self.is_large() {
            self.number(field::HOLES)
        } else {
            (0..self.used()).filter(|&entry| self.key(entry) == Value::HOLE).count() as u32
        }
    }

    fn index(self) -> Option<Index<'m>> {
        if !self.is_large() {
            return None;
        }
        self.m.object(self.m.field(self.object, field::INDEX)).map(|index| Index::new(self.m.buffer(index)))
    }

    /// Adds an entry; there is room.
    fn append(self, hash: u32, key: Value<'m>, value: Value<'m>) {
        let entry = self.used();
        self.set(entry, key, value);
        if let Some(index) = self.index() {
            index.insert(hash, entry);
            self.set_number(field::FILLED, self.number(field::FILLED) + 1);
        }
        self.m.set_length(self.holder, entry + 1);
    }

    /// Closes the holes of a small table in RAM.
    fn close_holes(self) {
        let mut to = 0;
        for entry in 0..self.used() {
            let (key, value) = (self.key(entry), self.value(entry));
            self.set(entry, Value::NULL, Value::NULL);
            if key != Value::HOLE {
                self.set(to, key, value);
                to += 1;
            }
        }
        self.m.set_length(self.holder, to);
    }

    /// Makes a hole of an entry of a table in RAM. Holes at the end are no entries.
    fn remove(self, entry: u32) {
        self.set(entry, Value::HOLE, Value::NULL);
        let mut used = self.used();
        let mut holes = 1;
        while used > 0 && self.key(used - 1) == Value::HOLE {
            used -= 1;
            holes -= 1;
            self.set(used, Value::NULL, Value::NULL);
        }
        if self.is_large() {
            self.set_number(field::HOLES, (self.number(field::HOLES) as i32 + holes) as u32);
        }
        self.m.set_length(self.holder, used);
    }
}

/// A search under way: the entries that may have the key, one after the other.
struct Search {
    /// The next entry to look at, of a small table; of a large one `candidate`, then those of the slots from `slot` on.
    candidate: u32,
    slot: u32,
    slots_left: u32,
}

/// How far a search came without calling anyone.
enum Step {
    Found(u32),
    Missing,
    /// Whether this entry has the key must be asked of [`op_equal`].
    Ask(u32),
}

impl Search {
    fn new(table: Table<'_>, hash: u32) -> Search {
        match table.index() {
            None => Search { candidate: 0, slot: 0, slots_left: 0 },
            Some(index) => Search { candidate: u32::MAX, slot: index.start(hash), slots_left: index.slots() },
        }
    }

    fn step<'m>(&mut self, table: Table<'m>, key: Value<'m>) -> Step {
        let index = table.index();
        let stride = index.map_or(1, Index::modulus);
        let used = table.used();
        loop {
            while self.candidate < used {
                let entry = self.candidate;
                self.candidate = entry.saturating_add(stride);
                match same(table.m, table.key(entry), key) {
                    Some(true) => return Step::Found(entry),
                    Some(false) => {}
                    None => return Step::Ask(entry),
                }
            }
            let Some(index) = index else { return Step::Missing };
            let Some(candidate) = index.get(self.slot).filter(|_| self.slots_left > 0) else { return Step::Missing };
            self.candidate = candidate;
            self.slot = index.after(self.slot);
            self.slots_left -= 1;
        }
    }
}

/// Whether an entry's key is the one looked for, as far as that can be told without a callback.
fn same<'m>(m: Mutator<'m>, entry: Value<'m>, key: Value<'m>) -> Option<bool> {
    if entry == key {
        return Some(true);
    }
    let are_ints = entry.as_int().is_some() && key.as_int().is_some();
    let are_names = entry.word().as_qstr().is_some() && key.word().as_qstr().is_some();
    if are_ints || are_names || entry == Value::HOLE {
        return Some(false);
    }
    simple_equal(m, entry, key)
}

/// The entry under an interned name.
fn find_name<'m>(m: Mutator<'m>, holder: Object<'m>, name: Qstr) -> Option<(Table<'m>, u32)> {
    let table = Table::of(m, holder)?;
    let key = Value::qstr(name);
    if !table.is_large() && !dict::is_dict(m.kind(holder)) {
        // Instances, classes and modules have interned names for keys, and nothing else.
        return (0..table.used()).find(|&entry| table.key(entry) == key).map(|entry| (table, entry));
    }
    let mut search = Search::new(table, name_hash(m, name));
    loop {
        match search.step(table, key) {
            Step::Found(entry) => return Some((table, entry)),
            Step::Missing => return None,
            Step::Ask(_) => {}
        }
    }
}

fn name_hash(m: Mutator<'_>, name: Qstr) -> u32 {
    simple_hash(m, Value::qstr(name)).unwrap_or(0)
}

/// The value under an interned name.
pub fn get_name<'m>(m: Mutator<'m>, holder: Object<'m>, name: Qstr) -> Option<Value<'m>> {
    find_name(m, holder, name).map(|(table, entry)| table.value(entry))
}

/// Sets the value under an interned name.
///
/// # Errors
/// `MemoryError`.
pub fn set_name(vm: &mut Vm, holder: Slot, name: Qstr, value: Slot) -> Result<(), Raised> {
    loop {
        let m = vm.view();
        let Some(object) = m.object(m.get(holder)) else { return Ok(()) };
        if let Some((_, entry)) = find_name(m, object, name) {
            return store(vm, holder, entry, value);
        }
        let has_room = scoped(vm, |vm| {
            // Nothing else may refer to a name in RAM yet.
            vm.push(Value::qstr(name).word())?;
            make_room(vm, holder)
        })?;
        if has_room {
            let m = vm.view();
            if let Some(table) = Table::at(m, holder) {
                table.append(name_hash(m, name), Value::qstr(name), m.get(value));
            }
            return Ok(());
        }
    }
}

/// Removes an interned name; `false` if it is not there.
///
/// # Errors
/// `MemoryError`.
pub fn delete_name(vm: &mut Vm, holder: Slot, name: Qstr) -> Result<bool, Raised> {
    let m = vm.view();
    let Some((_, entry)) = m.object(m.get(holder)).and_then(|object| find_name(m, object, name)) else {
        return Ok(false);
    };
    remove(vm, holder, entry)?;
    Ok(true)
}

/// The number of the entry under `key`, found by hash and equality.
///
/// # Errors
/// `TypeError` for a key that cannot be hashed; what `__hash__` or `__eq__` raises.
pub fn find(vm: &mut Vm, holder: Slot, key: Slot) -> Result<Option<u32>, Raised> {
    let hash = hash_for(vm, holder, key)?;
    find_hashed(vm, holder, key, hash.unwrap_or(0))
}

fn is_large(vm: &Vm, holder: Slot) -> bool {
    Table::at(vm.view(), holder).is_some_and(Table::is_large)
}

/// The hash of `key` where the table of `holder` needs it. A small table does not: there a key that is hashed by its
/// identity is not asked for it, for that costs memory in a heap that moves.
fn hash_for(vm: &mut Vm, holder: Slot, key: Slot) -> Result<Option<u32>, Raised> {
    if !is_large(vm, holder) && has_identity_hash(vm, key)? {
        return Ok(None);
    }
    hash_of(vm, key).map(Some)
}

fn has_identity_hash(vm: &mut Vm, key: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    match m.kind_of(m.get(key)) {
        Some(Kind::Function | Kind::FunctionKw | Kind::Closure | Kind::Class | Kind::Module | Kind::Object) => Ok(true),
        Some(Kind::Instance) => Ok(!has_special(vm, key, q!(__eq__))? && !has_special(vm, key, q!(__hash__))?),
        _ => Ok(false),
    }
}

fn hash_of(vm: &mut Vm, key: Slot) -> Result<u32, Raised> {
    let m = vm.view();
    match simple_hash(m, m.get(key)) {
        Some(hash) => Ok(hash),
        None => op_hash(vm, key),
    }
}

fn find_hashed(vm: &mut Vm, holder: Slot, key: Slot, hash: u32) -> Result<Option<u32>, Raised> {
    let m = vm.view();
    let Some(table) = Table::at(m, holder) else { return Ok(None) };
    let mut search = Search::new(table, hash);
    match search.step(table, m.get(key)) {
        Step::Found(entry) => Ok(Some(entry)),
        Step::Missing => Ok(None),
        Step::Ask(entry) => scoped(vm, |vm| find_asking(vm, holder, key, hash, search, entry)),
    }
}

/// Goes on with a search that has to call [`op_equal`], which can change the table: then it starts again.
#[cold]
fn find_asking(
    vm: &mut Vm,
    holder: Slot,
    key: Slot,
    hash: u32,
    mut search: Search,
    mut entry: u32,
) -> Result<Option<u32>, Raised> {
    let candidate = vm.slot()?;
    let before = vm.slot()?;
    loop {
        let m = vm.view();
        let Some(table) = Table::at(m, holder) else { return Ok(None) };
        m.set(candidate, table.key(entry));
        m.set(before, table.object.value());
        let used = table.used();
        let equal = op_equal(vm, candidate, key)?;
        let m = vm.view();
        let Some(table) = Table::at(m, holder) else { return Ok(None) };
        let is_unchanged = m.get(before) == table.object.value() && table.used() == used;
        if !is_unchanged {
            search = Search::new(table, hash);
        } else if equal && table.key(entry) == m.get(candidate) {
            return Ok(Some(entry));
        }
        entry = match search.step(table, m.get(key)) {
            Step::Found(entry) => return Ok(Some(entry)),
            Step::Missing => return Ok(None),
            Step::Ask(entry) => entry,
        };
    }
}

/// Sets the value under `key`.
///
/// # Errors
/// As [`find`]; `MemoryError`.
pub fn set(vm: &mut Vm, holder: Slot, key: Slot, value: Slot) -> Result<(), Raised> {
    match insert(vm, holder, key, Some(value))? {
        Some(entry) => store(vm, holder, entry, value),
        None => Ok(()),
    }
}

/// Adds `key` to the table of a set; `false` if it was there.
///
/// # Errors
/// As [`set`].
pub fn add(vm: &mut Vm, holder: Slot, key: Slot) -> Result<bool, Raised> {
    Ok(insert(vm, holder, key, None)?.is_none())
}

/// Adds an entry for `key`, unless there is one: then its number is the result.
fn insert(vm: &mut Vm, holder: Slot, key: Slot, value: Option<Slot>) -> Result<Option<u32>, Raised> {
    let mut hash = hash_for(vm, holder, key)?;
    loop {
        if let Some(entry) = find_hashed(vm, holder, key, hash.unwrap_or(0))? {
            return Ok(Some(entry));
        }
        let has_room = make_room(vm, holder)?;
        if hash.is_none() && is_large(vm, holder) {
            hash = Some(hash_of(vm, key)?);
        } else if has_room {
            let hash = hash.unwrap_or(0);
            let m = vm.view();
            if let Some(table) = Table::at(m, holder) {
                table.append(hash, m.get(key), value.map_or(Value::NULL, |value| m.get(value)));
            }
            return Ok(None);
        }
    }
}

/// Sets the value of an entry that [`find`] gave.
///
/// # Errors
/// `MemoryError`: a table in ROM is copied.
pub fn store(vm: &mut Vm, holder: Slot, entry: u32, value: Slot) -> Result<(), Raised> {
    unshare(vm, holder)?;
    let m = vm.view();
    if let Some(table) = Table::at(m, holder).filter(|table| table.width == 2) {
        m.set_field(table.object, table.first + entry * 2 + 1, m.get(value));
    }
    Ok(())
}

/// Removes `key`; `false` if it is not there.
///
/// # Errors
/// As [`find`].
pub fn delete(vm: &mut Vm, holder: Slot, key: Slot) -> Result<bool, Raised> {
    match find(vm, holder, key)? {
        Some(entry) => remove(vm, holder, entry).map(|()| true),
        None => Ok(false),
    }
}

/// Removes an entry that [`find`] gave.
///
/// # Errors
/// `MemoryError`: a table in ROM is copied.
pub fn remove(vm: &mut Vm, holder: Slot, entry: u32) -> Result<(), Raised> {
    unshare(vm, holder)?;
    if let Some(table) = Table::at(vm.view(), holder) {
        table.remove(entry);
    }
    Ok(())
}

/// Removes all entries.
pub fn clear<'m>(m: Mutator<'m>, holder: Object<'m>) {
    m.set_field(holder, 0, Value::NULL);
    m.set_length(holder, 0);
}

/// Key and value of entry `entry`, counted from 0 in insertion order; `None` where an entry was deleted. For a set the
/// value is "no value".
pub fn entry<'m>(m: Mutator<'m>, holder: Object<'m>, entry: u32) -> Option<(Value<'m>, Value<'m>)> {
    let table = Table::of(m, holder)?;
    (entry < table.used() && table.key(entry) != Value::HOLE).then(|| (table.key(entry), table.value(entry)))
}

/// The first entry at or after number `from`, that is no hole.
pub fn next_entry<'m>(m: Mutator<'m>, holder: Object<'m>, from: u32) -> Option<u32> {
    let table = Table::of(m, holder)?;
    (from..table.used()).find(|&entry| table.key(entry) != Value::HOLE)
}

/// How many entries there are, deleted ones not counted.
pub fn len<'m>(m: Mutator<'m>, holder: Object<'m>) -> u32 {
    Table::of(m, holder).map_or(0, |table| table.used() - table.holes())
}

/// Makes `to`, which is empty, a copy of `from`; both have entries of the same width.
///
/// # Errors
/// `MemoryError`.
pub fn copy(vm: &mut Vm, from: Slot, to: Slot) -> Result<(), Raised> {
    let Some(table) = Table::at(vm.view(), from) else { return Ok(()) };
    let words = table.first + table.used() * table.width;
    copy_words(vm, from, to, words)
}

/// Gives `to` a copy of the table of `from` that is `words` long, no index shared.
fn copy_words(vm: &mut Vm, from: Slot, to: Slot, words: u32) -> Result<(), Raised> {
    let m = vm.view();
    let index_bytes = Table::at(m, from).and_then(Table::index).map_or(0, |index| index.size());
    let m = vm.reserve(words_size(words) + if index_bytes > 0 { bytes_size(index_bytes) } else { 0 })?;
    let (Some(table), Some(to)) = (Table::at(m, from), m.object(m.get(to))) else { return Ok(()) };
    let index = table.index().map(|index| {
        m.alloc_bytes(Kind::Buffer, index_bytes, |bytes| {
            for (at, byte) in bytes.iter_mut().enumerate() {
                *byte = index.byte(at);
            }
        })
    });
    let old_words = table.first + table.used() * table.width;
    let object = m.alloc_filled(m.kind(table.object), words, Value::NULL);
    for at in 0..old_words.min(words) {
        m.set_field(object, at, m.field(table.object, at));
    }
    if let Some(index) = index {
        m.set_field(object, field::INDEX, index.value());
    }
    let used = table.used();
    m.set_field(to, 0, object.value());
    m.set_length(to, used);
    Ok(())
}

/// Copies a table in ROM to RAM before it is written.
fn unshare(vm: &mut Vm, holder: Slot) -> Result<(), Raised> {
    match Table::at(vm.view(), holder) {
        Some(table) if !vm.view().is_ram(table.object) => copy(vm, holder, holder),
        _ => Ok(()),
    }
}

/// What an insertion needs first.
enum Need {
    Nothing,
    /// One more entry's room; copying must leave slack.
    Entry,
    /// A new table: without holes, with a new index if large.
    Table,
}

impl Table<'_> {
    fn need(self) -> Need {
        let (used, holes) = (self.used(), self.holes());
        if let Some(index) = self.index() {
            let is_full = used == self.capacity();
            if self.number(field::FILLED) >= index.limit() || is_full && holes > used / 4 {
                return Need::Table;
            }
            return if is_full { Need::Entry } else { Need::Nothing };
        }
        match () {
            () if used < self.capacity() => Need::Nothing,
            () if holes > 0 => {
                self.close_holes();
                Need::Nothing
            }
            () if used >= SMALL => Need::Table,
            () => Need::Entry,
        }
    }
}

/// Makes sure that one more entry fits. `false` when Python code ran on the way: the table may have changed.
fn make_room(vm: &mut Vm, holder: Slot) -> Result<bool, Raised> {
    unshare(vm, holder)?;
    let m = vm.view();
    if m.object(m.get(holder)).is_some_and(|holder| m.length(holder) >= MAX_ENTRIES) {
        return Err(vm.raise_memory_error(u32::MAX));
    }
    let Some(table) = Table::at(vm.view(), holder) else {
        return scoped(vm, |vm| rebuild(vm, holder));
    };
    match table.need() {
        Need::Nothing => Ok(true),
        Need::Entry => {
            let (width, used, first) = (table.width, table.used(), table.first);
            if !storage::extend(vm, holder, width)? {
                let entries = if used < SMALL { used + 1 } else { storage::with_slack(used + 1) };
                copy_entries(vm, holder, first + entries * width)?;
            }
            Ok(true)
        }
        Need::Table => scoped(vm, |vm| rebuild(vm, holder)),
    }
}

/// Gives the holder a larger copy of its table; the index stays.
fn copy_entries(vm: &mut Vm, holder: Slot, words: u32) -> Result<(), Raised> {
    let m = vm.reserve(words_size(words))?;
    let Some(table) = Table::at(m, holder) else { return Ok(()) };
    let object = m.alloc_filled(m.kind(table.object), words, Value::NULL);
    for at in 0..m.refs(table.object) {
        m.set_field(object, at, m.field(table.object, at));
    }
    m.set_field(table.holder, 0, object.value());
    Ok(())
}

/// Gives the holder a new table with room for one more entry, without holes; `false` when Python code ran.
fn rebuild(vm: &mut Vm, holder: Slot) -> Result<bool, Raised> {
    let m = vm.view();
    let Some(object) = m.object(m.get(holder)) else { return Ok(true) };
    let entries = len(m, object) + 1;
    let width = entry_words(m, object);
    if entries <= SMALL {
        let m = vm.reserve(words_size(entries * width))?;
        let Some(holder) = m.object(m.get(holder)) else { return Ok(true) };
        let table = m.alloc_filled(Kind::Table, entries * width, Value::NULL);
        fill(m, holder, table, |_, _| ());
        return Ok(true);
    }
    let hashes = hash_keys(vm, holder)?;
    let index_bytes = index::bytes_for(entries);
    let words = field::ENTRIES + entries * width;
    // The index stands before the table, which can so grow in place.
    let m = vm.reserve(bytes_size(index_bytes) + words_size(words))?;
    let Some(holder) = m.object(m.get(holder)) else { return Ok(true) };
    let index = m.alloc_bytes(Kind::Buffer, index_bytes, |_| ());
    let table = m.alloc_filled(Kind::HashTable, words, Value::NULL);
    let slots = Index::new(m.buffer(index));
    let hashes_of = hashes.and_then(|slot| m.object(m.get(slot))).map(|object| m.buffer(object));
    let mut read = 0;
    let used = fill(m, holder, table, |key, entry| {
        let hash = match hashes_of {
            Some(bytes) => read_hash(bytes, read),
            None => simple_hash(m, key).unwrap_or(0),
        };
        read += 1;
        slots.insert(hash, entry);
    });
    m.set_field(table, field::INDEX, index.value());
    m.set_field(table, field::HOLES, Value::small(0));
    m.set_field(table, field::FILLED, Value::small(used as i32));
    Ok(hashes.is_none())
}

/// Moves the entries of `holder` to `table`, which becomes its table, and says how many there are.
fn fill<'m>(m: Mutator<'m>, holder: Object<'m>, table: Object<'m>, mut indexed: impl FnMut(Value<'m>, u32)) -> u32 {
    let old = Table::of(m, holder);
    let count = m.length(holder);
    m.set_field(holder, 0, table.value());
    let mut used = 0;
    if let (Some(old), Some(new)) = (old, Table::of(m, holder)) {
        for entry in 0..count {
            let key = old.key(entry);
            if key != Value::HOLE {
                new.set(used, key, old.value(entry));
                indexed(key, used);
                used += 1;
            }
        }
    }
    m.set_length(holder, used);
    used
}

fn read_hash(bytes: &[core::cell::Cell<u8>], number: u32) -> u32 {
    let at = number as usize * 4;
    bytes[at..at + 4].iter().rev().fold(0, |hash, byte| hash << 8 | u32::from(byte.get()))
}

/// The hashes of all keys in a buffer, when there is one that [`simple_hash`] does not know.
fn hash_keys(vm: &mut Vm, holder: Slot) -> Result<Option<Slot>, Raised> {
    let m = vm.view();
    let Some(table) = Table::at(m, holder) else { return Ok(None) };
    let is_simple = |entry: u32| table.key(entry) == Value::HOLE || simple_hash(m, table.key(entry)).is_some();
    if (0..table.used()).all(is_simple) {
        return Ok(None);
    }
    let (hashes, key, before) = (vm.slot()?, vm.slot()?, vm.slot()?);
    'again: loop {
        let m = vm.view();
        let Some(object) = m.object(m.get(holder)) else { return Ok(None) };
        let (used, live) = (m.length(object), len(m, object));
        let m = vm.reserve(bytes_size(live * 4))?;
        m.set(hashes, m.alloc_bytes(Kind::Buffer, live * 4, |_| ()).value());
        let mut done = 0;
        for entry in 0..used {
            let m = vm.view();
            let Some(table) = Table::at(m, holder) else { return Ok(None) };
            if table.key(entry) == Value::HOLE {
                continue;
            }
            m.set(key, table.key(entry));
            m.set(before, table.object.value());
            let hash = hash_of(vm, key)?;
            let m = vm.view();
            let Some(table) = Table::at(m, holder) else { continue 'again };
            if m.get(before) != table.object.value() || table.used() != used || len(m, table.holder) != live {
                continue 'again;
            }
            if let Some(bytes) = m.object(m.get(hashes)).map(|object| m.buffer(object)) {
                for (at, byte) in hash.to_le_bytes().iter().enumerate() {
                    bytes[done * 4 + at].set(*byte);
                }
            }
            done += 1;
        }
        return Ok(Some(hashes));
    }
}
