//! What the runtime does: calls, functions, collections, imports and iteration.

use mpy_format::native::{Entry, NativeType};

use super::frame::function_object;
use super::function::FunctionEmitter;
use super::value::{Holder, Type};
use crate::emit::{Arguments, Build, Collection, Label, QstrIndex};
use crate::scope::ScopeId;

/// Places of an iterator that a `for` keeps.
pub(super) const ITERATOR_SLOTS: usize = 4;

impl FunctionEmitter<'_> {
    /// `level fromlist -- module`
    pub(super) fn import_name(&mut self, name: QstrIndex) {
        let [first, second, third, _] = self.regs.arguments;
        // Constants come as objects here, whatever the function has.
        let is_viper = core::mem::take(&mut self.is_viper);
        self.pop_to(second);
        self.pop_to(third);
        self.is_viper = is_viper;
        self.call_with_name(Entry::ImportName, name, first);
        self.push_result();
    }

    /// `module -- module value`
    pub(super) fn import_from(&mut self, name: QstrIndex) {
        let [first, second, ..] = self.regs.arguments;
        self.load_operand(0, first);
        self.call_with_name(Entry::ImportFrom, name, second);
        self.push_result();
    }

    /// `module --`
    pub(super) fn import_star(&mut self) {
        self.pop_to(self.regs.arguments[0]);
        self.call(Entry::ImportAll);
    }

    pub(super) fn load_build_class(&mut self) {
        self.call(Entry::LoadBuildClass);
        self.push_result();
    }

    /// `object -- method self`; for `super`: `super class self -- method self`
    pub(super) fn load_method(&mut self, name: QstrIndex, is_super: bool) {
        let [first, second, third, _] = self.regs.arguments;
        if is_super {
            self.pop_objects(3, second);
            self.push_objects(2, second);
            self.call_with_name(Entry::LoadSuperMethod, name, first);
        } else {
            self.pop_object_to(first);
            self.push_objects(2, third);
            self.call_with_name(Entry::LoadMethod, name, second);
        }
    }

    /// `function args -- result`
    pub(super) fn call_function(&mut self, arguments: Arguments) {
        let Arguments { n_positional, n_keyword, has_star } = arguments;
        let n_values = (n_positional + 2 * n_keyword) as usize;
        let counts = i64::from(n_positional | n_keyword << 8);
        let [first, second, third, _] = self.regs.arguments;
        if has_star {
            self.pop_objects(n_values + 2, third);
            self.call_with(Entry::CallMethodVar, &[(first, 0), (second, counts)]);
            return self.push_result();
        }
        if self.is_viper && self.stack.peek(n_values).kind == Type::Cast {
            return self.cast_value(arguments);
        }
        if self.is_viper && self.stack.peek(n_values).kind != Type::OBJECT {
            self.put_objects(n_values + 1, third);
        }
        if n_values > 0 {
            self.pop_objects(n_values, third);
        }
        self.pop_to(first);
        self.call_with(Entry::CallFunction, &[(second, counts)]);
        self.push_result();
    }

    /// `ptr8(value)` and the like, which is no call.
    fn cast_value(&mut self, arguments: Arguments) {
        let Holder::Immediate(to) = self.stack.peek((arguments.n_positional + 2 * arguments.n_keyword) as usize).holder
        else {
            return self.unsupported("casting");
        };
        let to = u8::try_from(to).ok().and_then(NativeType::from_number).map_or(Type::OBJECT, Type::Native);
        if arguments != Arguments::positional(1) {
            return self.unsupported("casting");
        }
        let [first, second, ..] = self.regs.arguments;
        match self.peek_kind(0) {
            Type::Native(NativeType::Object) => {
                self.pop_to(first);
                self.stack.drop(1);
                self.call_with(Entry::ConvertObjToNative, &[(second, to.number())]);
                self.push_register(to, self.regs.result);
            }
            Type::Native(_) | Type::None => {
                self.drop_below_top(first);
                self.stack.set_top_kind(to);
            }
            // A cast of a cast.
            Type::Cast | Type::Unbound => self.unsupported("casting"),
        }
    }

    /// `method self args -- result`
    pub(super) fn call_method(&mut self, arguments: Arguments) {
        let Arguments { n_positional, n_keyword, has_star } = arguments;
        let n_values = (n_positional + 2 * n_keyword) as usize;
        let [first, second, third, _] = self.regs.arguments;
        if has_star {
            self.pop_objects(n_values + 3, third);
            let counts = i64::from(n_positional | n_keyword << 8);
            self.call_with(Entry::CallMethodVar, &[(first, 1), (second, counts)]);
        } else {
            self.pop_objects(n_values + 2, third);
            self.call_with(Entry::CallMethod, &[(first, n_positional.into()), (second, n_keyword.into())]);
        }
        self.push_result();
    }

    /// `values -- object`
    pub(super) fn build(&mut self, what: Build, n: u32) {
        let [first, second, ..] = self.regs.arguments;
        let entry = match what {
            Build::Tuple => Entry::BuildTuple,
            Build::List => Entry::BuildList,
            Build::Map => Entry::BuildMap,
            Build::Set => Entry::BuildSet,
            Build::Slice => return self.build_slice(n),
        };
        if what != Build::Map {
            self.pop_objects(n as usize, second);
        }
        self.call_with(entry, &[(first, n.into())]);
        self.push_result();
    }

    fn build_slice(&mut self, n: u32) {
        let [start, stop, step, _] = self.regs.arguments;
        self.objects_on_top(n as usize);
        if n == 2 {
            self.pop_to(stop);
            self.pop_to(start);
            self.load_entry(step, Entry::ConstNone);
        } else {
            self.pop_to(step);
            self.pop_to(stop);
            self.pop_to(start);
        }
        self.call(Entry::NewSlice);
        self.push_result();
    }

    /// Makes objects of the values on top, so many, if some of them are none.
    pub(super) fn objects_on_top(&mut self, n: usize) {
        if (0..n).any(|from_top| self.peek_kind(from_top) != Type::OBJECT) {
            self.put_objects(n, self.regs.arguments[0]);
        }
    }

    /// `dict value key -- dict`
    pub(super) fn store_map(&mut self) {
        let [map, key, value, _] = self.regs.arguments;
        self.objects_on_top(2);
        self.pop_to(key);
        self.pop_to(value);
        self.pop_to(map);
        self.call(Entry::StoreMap);
        self.push_result();
    }

    /// `element --`, added to the collection that lies so deep.
    pub(super) fn store_comprehension(&mut self, collection: Collection, depth: u32) {
        let [first, second, third, _] = self.regs.arguments;
        let entry = match collection {
            Collection::List => Entry::ListAppend,
            Collection::Set => Entry::StoreSet,
            Collection::Dict => Entry::StoreMap,
        };
        if collection == Collection::Dict {
            self.objects_on_top(2);
            self.pop_to(second);
            self.pop_to(third);
        } else {
            self.pop_object_to(second);
        }
        self.load_operand(depth as usize - 1, first);
        self.call(entry);
    }

    /// `sequence -- values`
    pub(super) fn unpack(&mut self, entry: Entry, counts: u32, n: usize) {
        let [first, second, third, _] = self.regs.arguments;
        self.pop_object_to(first);
        self.push_objects(n, third);
        self.call_with(entry, &[(second, counts.into())]);
    }

    /// `iterable -- iterator`
    pub(super) fn get_iter(&mut self, on_stack: bool) {
        let [first, second, ..] = self.regs.arguments;
        self.pop_object_to(first);
        if on_stack {
            self.push_objects(ITERATOR_SLOTS, second);
            self.call(Entry::GetIter);
        } else {
            self.target.load_immediate(self.code, second, 0);
            self.call(Entry::GetIter);
            self.push_result();
        }
    }

    /// `iterator -- iterator item`, or goes to the label.
    pub(super) fn for_iter(&mut self, label: Label) {
        self.pop_objects(ITERATOR_SLOTS, self.regs.arguments[0]);
        self.stack.push_places(Type::OBJECT, ITERATOR_SLOTS);
        self.call(Entry::IterNext);
        self.target.jump_if(self.code, true, self.regs.result, label, false);
        self.push_result();
    }

    /// `[defaults] -- function`
    pub(super) fn make_function(&mut self, scope: ScopeId, has_defaults: bool) {
        let program = self.program;
        let captures = &program.scopes[scope].captures;
        for &id in captures {
            let binding = &self.scope.bindings[id];
            self.load_slot(binding.slot, binding.symbol);
        }
        let n_captures = captures.len();
        let [first, second, third, _] = self.regs.arguments;
        let function = self.function_place();
        self.load_state(second, function);
        self.target.load_word(self.code, second, second, function_object::CONTEXT);
        if has_defaults {
            self.pop_objects(2 + n_captures, third);
            self.stack.push_places(Type::OBJECT, 2 + n_captures);
        } else {
            self.free_registers();
            self.target.load_immediate(self.code, third, 0);
        }
        self.load_child(function);
        self.target.call(self.code, Entry::MakeFunction);
        if n_captures > 0 {
            // The reference lists no move here.
            if first != self.regs.result && !self.target.is_listing() {
                self.target.move_register(self.code, first, self.regs.result);
            }
            self.target.load_immediate(self.code, second, n_captures as i64);
            self.pop_objects(n_captures, third);
        }
        if has_defaults {
            self.stack.drop(2);
        }
        if n_captures > 0 {
            self.target.call(self.code, Entry::NewClosure);
        }
        self.push_result();
    }

    /// Loads the next function of those that this one makes.
    fn load_child(&mut self, function: u32) {
        let scratch = self.regs.temps[0];
        self.load_state(scratch, function);
        self.target.load_word(self.code, scratch, scratch, function_object::CHILDREN);
        self.target.load_word(self.code, self.regs.arguments[0], scratch, self.n_children);
        self.n_children += 1;
    }
}
