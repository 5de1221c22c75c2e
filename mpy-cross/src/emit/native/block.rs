//! Jumps, and blocks that are left in more than one way.
//!
//! A function catches exceptions in one place, where it is entered again with the exception ([`super::entry`]). From
//! there it goes on at the handler of the innermost open block, whose address is in a place of the frame.
//!
//! A `return` or a jump out of a block with a `finally` goes to that `finally` first, with no exception and with where to
//! go on in another place. Each `finally` on the way goes on to the next; the outermost goes to where it all leads.

use alloc::vec::Vec;

use mpy_format::native::Entry;

use super::WrongType;
use super::frame::catch;
use super::function::FunctionEmitter;
use super::generator::ReturnKind;
use super::value::Type;
use crate::ast::Symbol;
use crate::emit::{Arguments, Block, Label};
use crate::optimize::Pass;

/// Where a `finally` goes on, other than with the code behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unwinding {
    /// Nowhere: no jump leads through it.
    Never,
    /// At the next `finally`.
    To(Label),
    /// At the address that the jump has left.
    ToTarget,
}

/// A block that is open, or whose handler is being compiled.
#[derive(Clone, Copy, Debug)]
struct OpenBlock {
    /// Its handler.
    handler: Label,
    /// Whether the handler runs however the block is left.
    is_finally: bool,
    /// Whether exceptions go to the handler: the block has not been left yet.
    is_active: bool,
    unwinding: Unwinding,
}

/// The blocks around the current instruction, outermost first.
#[derive(Debug, Default)]
pub(super) struct Blocks(Vec<OpenBlock>);

impl Blocks {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The handler of the innermost active block.
    fn active_handler(&self) -> Option<Label> {
        self.0.iter().rfind(|block| block.is_active).map(|block| block.handler)
    }

    /// Whether the label is the start of the innermost block's `finally`.
    fn is_finally(&self, label: Label) -> bool {
        self.0.last().is_some_and(|block| block.is_finally && block.handler == label)
    }

    /// Leads a jump through the `finally` of each active block among the innermost `n`; gives the first of them.
    fn unwind(&mut self, n: usize) -> Option<Label> {
        let start = self.0.len() - n;
        let mut first = None;
        let mut outermost: Option<usize> = None;
        for index in (start..self.0.len()).rev() {
            let OpenBlock { handler, is_finally: true, is_active: true, .. } = self.0[index] else { continue };
            first.get_or_insert(handler);
            if let Some(inner) = outermost.replace(index) {
                self.0[inner].unwinding = Unwinding::To(handler);
            }
        }
        if let Some(outermost) = outermost {
            self.0[outermost].unwinding = Unwinding::ToTarget;
        }
        first
    }
}

impl FunctionEmitter<'_> {
    /// A label: code may come here from elsewhere, so everything is in its place.
    pub(super) fn place(&mut self, label: Label) {
        let is_finally = self.blocks.is_finally(label);
        if is_finally {
            // What is on top tells how the block has been left.
            let scratch = self.regs.temps[0];
            self.load_operand(0, scratch);
            self.target.store_place(self.code, catch::EXCEPTION, scratch);
        }
        self.settle();
        self.target.label(self.code, label);
        if is_finally {
            self.deactivate_block(false);
            self.keep_exception();
        }
    }

    pub(super) fn jump(&mut self, label: Label) {
        self.settle();
        let start = self.code.position();
        self.target.jump(self.code, label);
        self.code.end_jump(label, start);
    }

    /// Goes to the label if the value on top is as true as `condition`. If it is not popped, the jump takes it along.
    pub(super) fn jump_if(&mut self, condition: bool, label: Label, pops: bool) {
        let result = self.regs.result;
        let is_object = self.peek_kind(0) == Type::OBJECT;
        let to = if is_object { self.regs.arguments[0] } else { result };
        if pops && !is_object && self.passes.contains(Pass::Compare) {
            return self.jump_if_number(condition, label);
        }
        let kind = if pops { self.pop_to(to) } else { self.load_operand(0, to) };
        if is_object {
            self.call(Entry::ObjIsTrue);
        } else if kind != Type::BOOL && !kind.is_integer() {
            self.wrong_type(WrongType::NotTruth(kind));
        }
        if !pops {
            self.kept_kind = kind;
        }
        self.settle();
        self.target.jump_if(self.code, !condition, result, label, is_object);
        if !pops {
            self.stack.drop(1);
        }
    }

    /// Leaves the innermost blocks, so many, and goes to the label.
    pub(super) fn unwind_jump(&mut self, label: Label, n_blocks: usize) {
        if n_blocks == 0 {
            return self.jump(label);
        }
        if let Some(first) = self.blocks.unwind(n_blocks) {
            let place = self.unwind_place();
            self.set_place_to_label(place, label);
            // It is not an exception that the block is left with.
            self.target.load_immediate(self.code, self.regs.result, 0);
            self.target.store_place(self.code, catch::EXCEPTION, self.regs.result);
            return self.jump(first);
        }
        let around = self.blocks.len() - n_blocks;
        let handler = around.checked_sub(1).map(|index| self.blocks.0[index].handler);
        self.set_handler(handler);
        self.jump(label);
    }

    /// Sets where exceptions go: to a handler, or out of the function.
    fn set_handler(&mut self, handler: Option<Label>) {
        let place = self.handler_place();
        match handler {
            Some(handler) => self.set_place_to_label(place, handler),
            None => {
                self.target.clear(self.code, self.regs.result);
                self.target.store_place(self.code, place, self.regs.result);
            }
        }
    }

    /// Sets the handler again where a generator goes on.
    pub(super) fn set_active_handler(&mut self) {
        if let handler @ Some(_) = self.blocks.active_handler() {
            self.set_handler(handler);
        }
    }

    fn open_block(&mut self, handler: Label, is_finally: bool) {
        self.blocks.0.push(OpenBlock { handler, is_finally, is_active: true, unwinding: Unwinding::Never });
        self.set_handler(Some(handler));
    }

    /// The innermost block is left, by its end or by an exception; exceptions go to the block around it.
    fn deactivate_block(&mut self, by_exception: bool) {
        if let Some(block) = self.blocks.0.last_mut() {
            block.is_active = false;
        }
        let handler = self.blocks.active_handler();
        // With an exception, there is no handler until one is set.
        if handler.is_some() || !by_exception {
            self.set_handler(handler);
        }
    }

    pub(super) fn setup_block(&mut self, block: Block, handler: Label) {
        match block {
            Block::With => self.setup_with(handler),
            Block::Except | Block::Finally => {
                self.settle();
                self.open_block(handler, block == Block::Finally);
            }
        }
    }

    /// `manager -- exit manager value value`; the upper value is for the target of the `with`.
    fn setup_with(&mut self, handler: Label) {
        let [first, second, third, _] = self.regs.arguments;
        self.object_on_top();
        self.load_operand(0, first);
        self.push_objects(2, third);
        self.call_with_symbol(Entry::LoadMethod, Symbol::DUNDER_EXIT, second);
        self.pop_to(third);
        self.pop_to(second);
        self.pop_to(first);
        self.push_register(Type::OBJECT, second);
        self.push_register(Type::OBJECT, third);
        self.push_objects(2, third);
        self.call_with_symbol(Entry::LoadMethod, Symbol::DUNDER_ENTER, second);
        self.pop_objects(2, third);
        self.call_with(Entry::CallMethod, &[(first, 0), (second, 0)]);
        self.push_result();
        self.settle();
        self.open_block(handler, true);
        self.dup_top();
    }

    /// Calls `__exit__` with the three objects on top.
    fn call_exit(&mut self) {
        let [first, second, third, _] = self.regs.arguments;
        self.pop_objects(5, third);
        self.call_with(Entry::CallMethod, &[(first, 3), (second, 0)]);
    }

    pub(super) fn with_cleanup(&mut self, handler: Label, labels: Label) {
        let (cancel, end, quietly) = (labels, Label(labels.0 + 1), Label(labels.0 + 2));
        let [first, second, ..] = self.regs.arguments;
        let result = self.regs.result;
        self.deactivate_block(false);
        self.stack.drop(1);
        // Without an exception.
        self.place(quietly);
        self.push_none();
        self.push_none();
        self.push_none();
        self.call_exit();
        self.jump(cancel);

        // With an exception. There is no value to be told from, unlike at a `finally`.
        self.target.label(self.code, handler);
        self.deactivate_block(true);
        self.adjust_stack(2);
        self.target.load_place(self.code, first, catch::EXCEPTION);
        self.target.jump_if(self.code, true, first, quietly, false);
        self.target.load_word(self.code, second, first, 0);
        self.push_register(Type::OBJECT, second);
        self.push_register(Type::OBJECT, first);
        self.push_none();
        self.call_exit();
        if first != result {
            self.target.move_register(self.code, first, result);
        }
        self.call(Entry::ObjIsTrue);
        self.target.jump_if(self.code, true, result, end, true);
        self.place(cancel);
        self.clear_place(catch::EXCEPTION, self.regs.temps[0]);
        self.place(end);
        self.stack.push_places(Type::OBJECT, 1);
    }

    /// Ends the body of an `async with`; what it was left with is in the place of the exception.
    pub(super) fn async_with_cleanup(&mut self, labels: Label) {
        let (finally, exit_quietly, unwind) = (labels, Label(labels.0 + 1), Label(labels.0 + 2));
        let first = self.regs.arguments[0];
        // There is one more value in the other cases.
        self.adjust_stack(1);
        self.rot_two();
        self.push_none();
        self.rot_two();
        self.jump(exit_quietly);
        self.adjust_stack(-1);
        self.place(finally);
        self.stack.drop(1);
        self.target.load_place(self.code, first, catch::EXCEPTION);
        self.push_register(Type::OBJECT, first);
        self.target.jump_if(self.code, true, first, unwind, false);
    }

    /// The end of a handler: raises what is left to be raised, or goes on with what the block was left for.
    pub(super) fn end_finally(&mut self, after: Label) {
        self.stack.drop(1);
        self.target.load_place(self.code, self.regs.arguments[0], catch::EXCEPTION);
        self.call(Entry::Raise);
        let unwinding = self.blocks.0.pop().map_or(Unwinding::Never, |block| block.unwinding);
        if unwinding == Unwinding::Never {
            return;
        }
        let result = self.regs.result;
        let place = self.unwind_place();
        self.target.load_place(self.code, result, place);
        self.target.jump_if(self.code, true, result, after, false);
        match unwinding {
            Unwinding::To(label) => self.jump(label),
            Unwinding::ToTarget | Unwinding::Never => self.target.jump_to(self.code, result),
        }
        self.place(after);
    }

    pub(super) fn pop_except_jump(&mut self, label: Label, in_handler: bool) {
        if in_handler {
            // It has been handled.
            self.clear_place(catch::EXCEPTION, self.regs.temps[0]);
        } else {
            self.deactivate_block(false);
        }
        self.jump(label);
    }

    pub(super) fn start_except_handler(&mut self) {
        self.deactivate_block(true);
        let scratch = self.regs.temps[0];
        self.target.load_place(self.code, scratch, catch::EXCEPTION);
        self.push_register(Type::OBJECT, scratch);
        self.keep_exception();
    }

    /// At the start of a handler: keeps its exception for a `raise` that names none. Handlers inside overwrite the
    /// place that it comes in.
    fn keep_exception(&mut self) {
        let Some(place) = self.handled_place(self.blocks.len() - 1) else { return };
        self.free_register(self.regs.temps[0]);
        self.target.load_place(self.code, self.regs.temps[0], catch::EXCEPTION);
        self.store_state(place, self.regs.temps[0]);
    }

    /// Makes an object of the value on top, if it is none.
    pub(super) fn object_on_top(&mut self) {
        if self.peek_kind(0) != Type::OBJECT {
            self.put_objects(1, self.regs.arguments[2]);
        }
    }

    pub(super) fn return_value(&mut self) {
        let own_result = self.regs.own_result;
        if self.is_generator {
            self.pass_on(ReturnKind::Normal);
            return self.leave();
        }
        if self.is_viper {
            self.viper_result();
        } else {
            self.pop_to(own_result);
        }
        if self.catches_all() {
            let place = self.result_place();
            self.target.store_place(self.code, place, own_result);
        }
        self.leave();
    }

    fn viper_result(&mut self) {
        let own_result = self.regs.own_result;
        let first = self.regs.arguments[0];
        let wanted = Type::Native(self.scope.result_type);
        let is_object = wanted == Type::OBJECT;
        if self.peek_kind(0) == Type::None {
            self.stack.drop(1);
            if is_object {
                self.load_entry(own_result, Entry::ConstNone);
            } else {
                self.target.load_immediate(self.code, first, 0);
            }
        } else {
            let kind = self.pop_to(if is_object { own_result } else { first });
            if kind != wanted {
                self.wrong_type(WrongType::Result { wanted, kind });
            }
        }
        if !is_object {
            self.make_object(wanted);
            if own_result != self.regs.result {
                self.target.move_register(self.code, own_result, self.regs.result);
            }
        }
    }

    /// `[exception [cause]] --`
    pub(super) fn raise(&mut self, n: u32) {
        let first = self.regs.arguments[0];
        match n {
            0 => return self.raise_again(),
            1 => {}
            // The machine ignores the cause as well.
            _ => self.stack.drop(1),
        }
        let kind = self.pop_to(first);
        if kind != Type::OBJECT {
            self.wrong_type(WrongType::Raised);
        }
        self.call(Entry::Raise);
        self.code.end_of_path();
    }

    /// Raises the exception that is being handled.
    fn raise_again(&mut self) {
        let first = self.regs.arguments[0];
        for depth in (0..self.blocks.len()).rev() {
            let OpenBlock { is_active: false, .. } = self.blocks.0[depth] else { continue };
            let Some(place) = self.handled_place(depth) else { continue };
            self.free_registers();
            self.load_state(first, place);
            // Nothing happens if a `finally` has been entered without one.
            self.call(Entry::Raise);
        }
        self.load_runtime_error();
        self.pop_to(first);
        self.call(Entry::Raise);
        self.code.end_of_path();
    }

    /// Pushes the exception for a `raise` that finds none.
    fn load_runtime_error(&mut self) {
        let name = self.tables.qstrs.intern(Symbol::RUNTIME_ERROR);
        self.load_global(name);
        self.load_text("no active exception to reraise");
        self.call_function(Arguments::positional(1));
    }
}
