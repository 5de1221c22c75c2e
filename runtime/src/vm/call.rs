//! Calls: what is called, and how arguments become locals.

use mpy_format::mpy::ScopeFlags;
use mpy_format::qstr::Qstr;

use super::code::{PRELUDE_OFFSET, shape_flag};
use super::frame::{FUNCTION_FIELDS, Record, State, frame_tail_words, frame_words, is_plain};
use super::signature::Parameters;
use crate::exception::{Part, Raised};
use crate::heap::layout::{Kind, words_size};
use crate::heap::{Ret, Root, Slot};
use crate::q;
use crate::types::{Args, Method, Type, signature, takes, type_};
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;

/// A call in preparation. The argument slots follow one another; one slot before `first` may be overwritten.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    /// Address of argument 0.
    pub first: u32,
    /// Positional arguments.
    pub count: u32,
    /// Keyword arguments, two slots each.
    pub keywords: u32,
    /// Address of the slot for the result.
    pub result: u32,
    /// Flags of [`State`] for the frame.
    pub flags: u32,
}

/// How far a call got.
pub(crate) enum Called {
    /// It is over; the result is in [`Root::Result`].
    Done,
    /// Its frame is the running one now.
    Frame,
}

impl Call {
    /// Puts `value`, which is in the slot before the arguments, in front of them.
    fn with_self(self) -> Call {
        Call { first: self.first + 4, count: self.count + 1, ..self }
    }

    /// Address of the last argument's slot.
    fn last(self) -> u32 {
        self.first + 4 - (self.count + 2 * self.keywords) * 4
    }

    fn before(self) -> Slot {
        Slot::at(self.first + 4)
    }
}

impl Vm {
    /// Calls what is in `callee` with the `count` positional and `keywords` pairs of keyword arguments in the slots behind
    /// it, which are the last on the stack. The slots of the call stay; their contents are used up.
    ///
    /// # Errors
    /// What the callee raises.
    pub fn call(&mut self, callee: Slot, count: u32, keywords: u32) -> Result<Ret, Raised> {
        let level = self.stack_level();
        let call = Call { first: callee.address() - 4, count, keywords, result: callee.address(), flags: State::ENTRY };
        assert!(call.last() == level.address(), "the arguments of a call are on top of the stack");
        let m = self.view();
        m.set_root(Root::Callee, m.get(callee));
        let result = self.enter(call);
        self.heap.sp = level.address();
        result
    }

    /// Prepares a call of what is in [`Root::Callee`] and runs it to its end.
    pub(crate) fn enter(&mut self, call: Call) -> Result<Ret, Raised> {
        self.nested(|vm| match vm.prepare(call)? {
            Called::Done => Ok(vm.ret_root()),
            Called::Frame => vm.run(),
        })
    }

    /// The result that is in place already.
    pub(crate) fn ret_root(&self) -> Ret {
        let m = self.view();
        m.ret(m.root(Root::Result))
    }

    /// Calls what is in [`Root::Callee`]: to the end if it is a builtin, up to its first instruction if it is Python.
    pub(crate) fn prepare(&mut self, call: Call) -> Result<Called, Raised> {
        let mut call = call;
        loop {
            let m = self.view();
            let callee = m.root(Root::Callee);
            match callee.word().tag() {
                Tag::Function(number) => return self.call_builtin(number, call),
                Tag::Type(number) => {
                    let Some(new) = Type::from_number(number).and_then(|type_| type_.info().new) else {
                        return Err(self.raise(Type::TypeError, "object not callable"));
                    };
                    m.set(call.before(), callee);
                    let call = call.with_self();
                    let args = Args::new(Slot::at(call.first), call.count, call.keywords);
                    return new(self, args).map(|_| Called::Done);
                }
                Tag::Object(_) => {}
                _ => return Err(self.raise_not_callable(call)),
            }
            let Some(object) = m.object(callee) else { return Err(self.raise_not_callable(call)) };
            match m.kind(object) {
                Kind::Function | Kind::FunctionKw => return self.call_function(call, 0),
                Kind::Closure => return self.call_closure(call),
                Kind::BoundMethod => {
                    m.set(call.before(), m.field(object, 1));
                    m.set_root(Root::Callee, m.field(object, 0));
                    call = call.with_self();
                }
                Kind::Class => {
                    m.set(call.before(), callee);
                    if !type_::is_plain(m, object) {
                        let call = call.with_self();
                        let args = Args::new(Slot::at(call.first), call.count, call.keywords);
                        return type_::instantiate(self, args).map(|_| Called::Done);
                    }
                    let init = type_::lookup(m, callee, q!(__init__)).unwrap_or(Value::NULL);
                    m.set_root(Root::Callee, init);
                    let m = self.reserve(words_size(2))?;
                    let instance = m.alloc(Kind::Instance, 0, &[Value::NULL, m.get(call.before())]);
                    m.set(call.before(), instance.value());
                    let init = m.root(Root::Callee);
                    if init.is_null() {
                        // Arguments that nobody takes are no error.
                        let m = self.view();
                        let _ = m.ret(m.get(call.before()));
                        return Ok(Called::Done);
                    }
                    if !m
                        .object(init)
                        .is_some_and(|init| matches!(m.kind(init), Kind::Function | Kind::FunctionKw | Kind::Closure))
                    {
                        return self.call_other_init(call.with_self());
                    }
                    call = Call { flags: call.flags | State::INIT, ..call.with_self() };
                }
                Kind::Instance | Kind::InstanceNative | Kind::Exception => {
                    m.set(call.before(), callee);
                    let level = self.heap.sp;
                    let object = self.push_slot(call.before())?;
                    let _ = crate::ops::attr::op_special_method(self, object, q!(__call__))?;
                    let m = self.view();
                    let method = m.root(Root::Result);
                    let self_argument = m.get(object);
                    if method.is_null() {
                        return Err(self.raise_not_callable(call));
                    }
                    m.set_root(Root::Callee, method);
                    if !self_argument.is_null() {
                        m.set(call.before(), self_argument);
                        call = call.with_self();
                    }
                    self.heap.sp = level;
                }
                _ => return Err(self.raise_not_callable(call)),
            }
        }
    }

    #[cold]
    fn raise_not_callable(&mut self, call: Call) -> Raised {
        let m = self.view();
        m.set(call.before(), m.root(Root::Callee));
        self.raise_parts(
            Type::TypeError,
            &[Part::Text("'"), Part::TypeOf(call.before()), Part::Text("' object isn't callable")],
        )
    }

    /// `__init__` that is no Python function: it is called to its end.
    fn call_other_init(&mut self, call: Call) -> Result<Called, Raised> {
        let instance = self.push_slot(Slot::at(call.first))?;
        let callee = self.slot()?;
        let m = self.view();
        m.set(callee, m.root(Root::Callee));
        for index in 0..call.count + 2 * call.keywords {
            self.push_slot(Slot::at(call.first).next(index))?;
        }
        let _ = self.call(callee, call.count, call.keywords)?;
        let m = self.view();
        let _ = m.ret(m.get(instance));
        self.heap.sp = call.last();
        Ok(Called::Done)
    }

    fn call_builtin(&mut self, number: u16, call: Call) -> Result<Called, Raised> {
        let Some(method) = crate::types::method(number) else { return Err(self.raise_not_callable(call)) };
        self.check_builtin(method, call.count, call.keywords)?;
        self.check_self(number, method, call)?;
        // A builtin's own frame: what it does to the stack ends with it.
        let level = self.heap.sp;
        let result = (method.function)(self, Args::new(Slot::at(call.first), call.count, call.keywords));
        self.heap.sp = level;
        result.map(|_| Called::Done)
    }

    /// Checks that a method of a builtin type gets an object of it, as `list.append(1, 2)` does not.
    fn check_self(&mut self, number: u16, method: &Method, call: Call) -> Result<(), Raised> {
        let Some(type_) = Type::from_number(number >> 8).filter(|&type_| type_ != Type::Object) else { return Ok(()) };
        if method.flags & (takes::STATIC | takes::CLASS) != 0 || call.count == 0 {
            return Ok(());
        }
        let m = self.view();
        let this = crate::types::native_of(m, m.get(Slot::at(call.first)));
        let given = match m.kind_of(this) {
            Some(kind) => kind.type_(),
            None => crate::types::builtin_type_of(m, this),
        };
        // Of an exception the kind does not say which.
        if given.derives_from(type_) || given == Type::Exception && type_.derives_from(Type::BaseException) {
            return Ok(());
        }
        if this.is_null() {
            return Err(self.raise(Type::AttributeError, "call super().__init__() first"));
        }
        let parts = [
            Part::Text("argument should be a '"),
            Part::Name(type_.info().name),
            Part::Text("' not a '"),
            Part::TypeOf(Slot::at(call.first)),
            Part::Text("'"),
        ];
        Err(self.raise_parts(Type::TypeError, &parts))
    }

    fn check_builtin(&mut self, method: &Method, count: u32, keywords: u32) -> Result<(), Raised> {
        if keywords != 0 && method.flags & takes::KEYWORDS == 0 {
            return Err(self.raise(Type::TypeError, "function doesn't take keyword arguments"));
        }
        let (min, max) = (u32::from(method.min), u32::from(method.max));
        if count >= min && (count <= max || method.max == Method::ANY) {
            return Ok(());
        }
        if min == max {
            return Err(signature::raise_takes(self, None, min, count));
        }
        signature::number(self, count, min, max)
    }

    /// Raises the `TypeError` of a call of the function in [`Root::Callee`] with a wrong number of arguments, cells among
    /// both numbers.
    #[cold]
    fn raise_mismatch(&mut self, expected: u32, given: u32) -> Raised {
        let name = super::signature::function_name(&self.heap, self.callee_code());
        signature::raise_takes(self, Some(name), expected, given)
    }

    /// A closure's cells are the first arguments of its function.
    fn call_closure(&mut self, call: Call) -> Result<Called, Raised> {
        let m = self.view();
        let Some(closure) = m.object(m.root(Root::Callee)) else { return Err(self.raise_not_callable(call)) };
        let cells = m.refs(closure) - 1;
        self.reserve_stack(cells)?;
        let words = call.count + 2 * call.keywords;
        for index in (0..words).rev() {
            let from = call.first - index * 4;
            self.heap.sp = from - cells * 4;
            let word = self.heap.read(from);
            self.heap.write(from - cells * 4, word);
        }
        self.heap.sp = call.first + 4 - (words + cells) * 4;
        let m = self.view();
        if let Some(closure) = m.object(m.root(Root::Callee)) {
            for cell in 0..cells {
                m.set(Slot::at(call.first - cell * 4), m.field(closure, 1 + cell));
            }
            m.set_root(Root::Callee, m.field(closure, 0));
        }
        self.call_function(Call { count: call.count + cells, ..call }, cells)
    }

    fn call_function(&mut self, call: Call, cells: u32) -> Result<Called, Raised> {
        let m = self.view();
        let Some(function) = m.object(m.root(Root::Callee)) else { return Err(self.raise_not_callable(call)) };
        let code = self.heap.code_of(function.address());
        let shape = self.heap.shape(code);
        let parameters = Parameters::of(&self.heap, code);
        if is_plain(shape) && call.keywords == 0 && call.count == parameters.positional {
            let n_locals = u32::from(shape.n_locals);
            self.reserve_stack(n_locals - call.count + frame_tail_words(shape))?;
            let locals_end = call.first + 4 - n_locals * 4;
            for index in call.count..n_locals {
                self.heap.write(call.first - index * 4, Word::NULL);
            }
            self.start(locals_end, call, call.first - cells * 4);
            return Ok(Called::Frame);
        }
        self.reserve_stack(frame_words(shape))?;
        let locals = self.bind(call)?;
        self.make_cells(locals)?;
        let instance = call.first - cells * 4;
        if shape.flags & shape_flag::GENERATOR != 0 {
            let result = self.make_generator(locals).map(|_| Called::Done);
            self.heap.sp = call.last();
            return result;
        }
        self.start(locals + 4 - u32::from(shape.n_locals) * 4, call, instance);
        Ok(Called::Frame)
    }

    /// Starts the frame of the function in [`Root::Callee`] below its locals, which end at `locals_end`.
    fn start(&mut self, locals_end: u32, call: Call, instance: u32) {
        let function = self.heap.read(self.heap.root_address(Root::Callee)).bits();
        let fp = locals_end - super::frame::RECORD_WORDS * 4;
        let context = if call.flags & State::INIT != 0 { self.heap.read(instance) } else { Word::NULL };
        self.start_frame(fp, function, State::new(call.flags), call.result, context);
    }

    /// Makes the locals of a call below its arguments, as the parameters of the function in [`Root::Callee`] want them.
    /// Returns the address of local 0. Room for the frame is there.
    fn bind(&mut self, call: Call) -> Result<u32, Raised> {
        let code = self.callee_code();
        let parameters = Parameters::of(&self.heap, code);
        let n_locals = u32::from(self.heap.shape(code).n_locals);
        let locals = self.heap.sp - 4;
        for index in 0..n_locals {
            self.heap.write(locals - index * 4, Word::NULL);
        }
        self.heap.sp = locals + 4 - n_locals * 4;
        let local = |index: u32| Slot::at(locals - index * 4);

        let taken = call.count.min(parameters.positional);
        for index in 0..taken {
            let word = self.heap.read(call.first - index * 4);
            self.heap.write(locals - index * 4, word);
        }
        let extra = call.count - taken;
        if parameters.flags.contains(ScopeFlags::VAR_ARGS) {
            let m = self.reserve(words_size(extra))?;
            let rest = m.tuple_from(extra, |index| m.get(Slot::at(call.first - (taken + index) * 4)));
            m.set(local(parameters.named()), rest);
        } else if extra != 0 {
            return Err(self.raise_mismatch(parameters.positional, call.count));
        }
        let keywords_local = parameters.named() + u32::from(parameters.flags.contains(ScopeFlags::VAR_ARGS));
        let keeps_keywords = parameters.flags.contains(ScopeFlags::VAR_KEYWORDS);
        if keeps_keywords {
            let m = self.reserve(words_size(1))?;
            m.set(local(keywords_local), m.alloc(Kind::Dict, 0, &[Value::NULL]).value());
        }
        let first_keyword = call.first - call.count * 4;
        for index in 0..call.keywords {
            let (key, value) = (Slot::at(first_keyword - index * 8), Slot::at(first_keyword - index * 8 - 4));
            match self.parameter_named(key, parameters.named()) {
                Some(parameter) => {
                    let m = self.view();
                    if !m.get(local(parameter)).is_null() {
                        return Err(self.raise_parts(
                            Type::TypeError,
                            &[
                                Part::Text("function got multiple values for argument '"),
                                Part::Str(key),
                                Part::Text("'"),
                            ],
                        ));
                    }
                    m.set(local(parameter), m.get(value));
                }
                None if keeps_keywords => crate::types::table::set(self, local(keywords_local), key, value)?,
                None => {
                    return Err(self.raise_parts(
                        Type::TypeError,
                        &[Part::Text("unexpected keyword argument '"), Part::Str(key), Part::Text("'")],
                    ));
                }
            }
        }
        self.fill_defaults(parameters, locals, call)?;
        Ok(locals)
    }

    fn callee_code(&self) -> u32 {
        self.heap.code_of(self.heap.read(self.heap.root_address(Root::Callee)).bits())
    }

    /// The parameter that the name in `key` names.
    fn parameter_named(&self, key: Slot, named: u32) -> Option<u32> {
        let m = self.view();
        let wanted = m.get(key);
        (0..named).find(|&index| {
            let name = self.parameter_name(index);
            wanted.word() == Word::qstr(name) || m.as_str(wanted) == Some(m.qstr_text(name))
        })
    }

    /// The name of parameter `index` of the function in [`Root::Callee`].
    fn parameter_name(&self, index: u32) -> Qstr {
        super::signature::parameter_name(&self.heap, self.callee_code(), index)
    }

    fn fill_defaults(&mut self, parameters: Parameters, locals: u32, call: Call) -> Result<(), Raised> {
        let m = self.view();
        let Some(function) = m.object(m.root(Root::Callee)) else { return Ok(()) };
        let keyword_defaults = u32::from(m.kind(function) == Kind::FunctionKw);
        let defaults = m.refs(function) - FUNCTION_FIELDS - keyword_defaults;
        let takes_keywords = call.keywords + keyword_defaults != 0;
        if !takes_keywords && call.count + defaults < parameters.positional {
            return Err(self.raise_mismatch(parameters.positional - defaults, call.count));
        }
        if !takes_keywords && parameters.named() != parameters.positional {
            return Err(self.raise(Type::TypeError, "function missing keyword-only argument"));
        }
        let required = parameters.positional.saturating_sub(defaults);
        for index in (0..parameters.positional).rev() {
            let slot = Slot::at(locals - index * 4);
            if !m.get(slot).is_null() {
                continue;
            }
            // The last one that is missing is named, counted from 0 and with the cells.
            if index < required {
                return Err(self.raise_parts(
                    Type::TypeError,
                    &[Part::Text("function missing required positional argument #"), Part::Int(index as i32)],
                ));
            }
            let default = index + defaults - parameters.positional;
            m.set(slot, m.field(function, FUNCTION_FIELDS + default));
        }
        for index in parameters.positional..parameters.named() {
            let slot = Slot::at(locals - index * 4);
            if !m.get(slot).is_null() {
                continue;
            }
            let name = self.parameter_name(index);
            let default = (keyword_defaults != 0)
                .then(|| m.object(m.field(function, m.refs(function) - 1)))
                .flatten()
                .and_then(|dict| crate::types::table::get_name(m, dict, name));
            match default {
                Some(value) => m.set(slot, value),
                None => {
                    return Err(self.raise_parts(
                        Type::TypeError,
                        &[
                            Part::Text("function missing required keyword argument '"),
                            Part::Name(name),
                            Part::Text("'"),
                        ],
                    ));
                }
            }
        }
        Ok(())
    }

    /// Puts the locals that closures share into cells.
    fn make_cells(&mut self, locals: u32) -> Result<(), Raised> {
        let code = self.callee_code();
        let start = u32::from(self.heap.shape(code).start);
        let cells = Parameters::of(&self.heap, code).cells;
        for index in 0..cells {
            let m = self.reserve(words_size(1))?;
            let code = m.vm.callee_code();
            let byte = m.vm.heap.prelude(code) + start - cells + index;
            let slot = Slot::at(locals - u32::from(m.vm.heap.byte(byte)) * 4);
            m.set(slot, m.alloc(Kind::Cell, 0, &[m.get(slot)]).value());
        }
        Ok(())
    }

    /// Runs the code object in `code` with the holder in `names` as globals and names, to its end: a module's body.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_code(&mut self, code: Slot, globals: Slot, names: Slot) -> Result<Ret, Raised> {
        let m = self.reserve(words_size(FUNCTION_FIELDS))?;
        let function = m.alloc(Kind::Function, 0, &[m.get(code), m.get(globals)]);
        m.set_root(Root::Callee, function.value());
        self.run_body(names)
    }

    /// Runs the function in [`Root::Callee`], which takes no arguments, with `names` as the holder that its statements
    /// bind names in: the body of a module or a class.
    pub(crate) fn run_body(&mut self, names: Slot) -> Result<Ret, Raised> {
        let level = self.heap.sp;
        let result = self.nested(|vm| {
            let result = vm.slot()?;
            let call = Call {
                first: result.address() - 4,
                count: 0,
                keywords: 0,
                result: result.address(),
                flags: State::ENTRY,
            };
            match vm.prepare(call)? {
                Called::Done => Ok(vm.ret_root()),
                Called::Frame => {
                    let word = vm.heap.read(names.address());
                    vm.heap.set_record(vm.fp, Record::Context, word);
                    vm.run()
                }
            }
        });
        self.heap.sp = level;
        result
    }

    /// Calls `step` with one more level of machine stack in use.
    ///
    /// # Errors
    /// `RuntimeError: maximum recursion depth exceeded` when too many are; what `step` raises.
    pub fn nested<R>(&mut self, step: impl FnOnce(&mut Vm) -> Result<R, Raised>) -> Result<R, Raised> {
        let here = 0_u8;
        if self.nesting >= self.max_nesting || (&raw const here).addr() < self.stack_floor {
            return Err(self.raise_recursion_error());
        }
        // What holds the same object twice, level below level, takes time beyond all bounds to print or compare.
        self.tick()?;
        self.nesting += 1;
        let result = step(self);
        self.nesting -= 1;
        result
    }
}

const _: () = assert!(PRELUDE_OFFSET == 16);
