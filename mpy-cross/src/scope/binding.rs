//! The names of one scope, in order, with a lookup that does not slow down with their number.

use alloc::{vec, vec::Vec};

use mpy_format::native::NativeType;

use crate::ast::Symbol;

/// What a name means in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingKind {
    /// Nothing is known yet.
    Undecided,
    /// Looked up in the namespaces when the code runs: nothing here binds it.
    GlobalImplicit,
    /// The same, in a module or class that assigns it, so a function inside never captures it.
    GlobalImplicitAssigned,
    /// Declared `global`, or not bound by any enclosing function.
    GlobalExplicit,
    /// A local variable.
    Local,
    /// A local variable that a scope inside captures.
    Cell,
    /// A captured variable of an enclosing scope.
    Free,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// `name`
    Plain,
    /// `*name`
    Star,
    /// `**name`
    DoubleStar,
}

/// Index of a variable in its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalSlot(pub u32);

/// A name in a scope.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The name.
    pub symbol: Symbol,
    /// What it means.
    pub kind: BindingKind,
    /// Set if it is a parameter.
    pub parameter: Option<Parameter>,
    /// The type that a parameter of unboxed code is annotated with.
    pub native_type: NativeType,
    /// Its place, for what lives in the frame. Known once resolved.
    pub slot: LocalSlot,
}

/// Index of a binding in its scope, in the order in which the names were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(u32);

impl BindingId {
    /// The position in tables beside the bindings.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Above this many names a hash index is kept; below it, looking at each is faster.
const LINEAR_LIMIT: usize = 8;

/// The names of a scope.
#[derive(Debug, Default)]
pub struct Bindings {
    list: Vec<Binding>,
    /// Open addressing, a power of two long, at most half full; an entry is a position in `list` plus one.
    index: Vec<u32>,
    /// Two bindings that stand in each other's place in the order; see [`Bindings::exchange`].
    exchanged: Option<(BindingId, BindingId)>,
}

impl Bindings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl Iterator<Item = BindingId> + use<> {
        let exchanged = self.exchanged;
        (0..self.list.len()).map(move |position| exchange(exchanged, BindingId(position as u32)))
    }

    /// Where a binding comes in the order of [`Bindings::ids`].
    pub(super) fn position(&self, id: BindingId) -> usize {
        exchange(self.exchanged, id).index()
    }

    /// Every binding, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Binding> {
        self.ids().map(|id| &self.list[id.index()])
    }

    /// Lets two bindings change places in the order of [`Bindings::ids`]; their ids stay what they are. At most once.
    pub(super) fn exchange(&mut self, a: BindingId, b: BindingId) {
        self.exchanged = Some((a, b));
    }

    /// The binding of `symbol`.
    pub fn find(&self, symbol: Symbol) -> Option<BindingId> {
        if self.index.is_empty() {
            let position = self.list.iter().position(|binding| binding.symbol == symbol)?;
            return Some(BindingId(position as u32));
        }
        let mut at = self.start(symbol);
        while self.index[at] != 0 {
            let position = self.index[at] - 1;
            if self.list[position as usize].symbol == symbol {
                return Some(BindingId(position));
            }
            at = (at + 1) & (self.index.len() - 1);
        }
        None
    }

    /// The binding of `symbol`, added with this kind if there is none.
    pub fn find_or_add(&mut self, symbol: Symbol, kind: BindingKind) -> BindingId {
        if let Some(id) = self.find(symbol) {
            return id;
        }
        let id = BindingId(self.list.len() as u32);
        self.list.push(Binding { symbol, kind, parameter: None, native_type: NativeType::Object, slot: LocalSlot(0) });
        if self.list.len() > LINEAR_LIMIT && self.list.len() * 2 > self.index.len() {
            self.index = vec![0; (self.list.len() * 4).next_power_of_two()];
            for position in 0..self.list.len() {
                self.enter(BindingId(position as u32));
            }
        } else if !self.index.is_empty() {
            self.enter(id);
        }
        id
    }

    fn start(&self, symbol: Symbol) -> usize {
        // Fibonacci hashing: consecutive numbers spread over the whole table.
        let hash = (symbol.index() as u32).wrapping_mul(0x9e37_79b1);
        (hash >> 7) as usize & (self.index.len() - 1)
    }

    fn enter(&mut self, id: BindingId) {
        let mut at = self.start(self.list[id.index()].symbol);
        while self.index[at] != 0 {
            at = (at + 1) & (self.index.len() - 1);
        }
        self.index[at] = id.0 + 1;
    }
}

/// The id that has the place of `id`, and the other way round.
fn exchange(exchanged: Option<(BindingId, BindingId)>, id: BindingId) -> BindingId {
    match exchanged {
        Some((a, b)) if id == a => b,
        Some((a, b)) if id == b => a,
        Some(_) | None => id,
    }
}

impl core::ops::Index<BindingId> for Bindings {
    type Output = Binding;
    fn index(&self, id: BindingId) -> &Binding {
        &self.list[id.index()]
    }
}

impl core::ops::IndexMut<BindingId> for Bindings {
    fn index_mut(&mut self, id: BindingId) -> &mut Binding {
        &mut self.list[id.index()]
    }
}
