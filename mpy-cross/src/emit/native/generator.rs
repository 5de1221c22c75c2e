//! Generators: functions that are left in the middle and entered again.

use mpy_format::native::Entry;

use super::frame::code_state;
use super::function::FunctionEmitter;
use super::value::Type;
use crate::emit::Label;

/// How a generator says that it is done, has yielded, or has raised.
#[derive(Clone, Copy)]
pub(super) enum ReturnKind {
    Normal = 0,
    Yield = 1,
    Exception = 2,
}

impl FunctionEmitter<'_> {
    /// Pops the value that is yielded or returned; the caller finds it where the state says that the stack ends.
    pub(super) fn pass_on(&mut self, kind: ReturnKind) {
        let scratch = self.regs.temps[0];
        self.pop_objects(1, scratch);
        self.store_state(code_state::STACK_TOP, scratch);
        self.target.load_immediate(self.code, scratch, kind as i64);
        let place = self.result_place();
        self.target.store_place(self.code, place, scratch);
    }

    /// Pops a value and leaves the function, to go on at the label with another one.
    fn suspend_with_top(&mut self, resume: Label) {
        self.pass_on(ReturnKind::Yield);
        self.set_resume(resume);
        self.suspend();
        // Nothing is moved: values are in their places.
        self.target.label(self.code, resume);
        self.set_active_handler();
        self.adjust_stack(1);
    }

    /// `value -- sent`
    pub(super) fn yield_value(&mut self, resume: Label) {
        if !self.start_yield() {
            return;
        }
        self.suspend_with_top(resume);
        self.raise_thrown();
    }

    /// `iterator sent -- result`
    pub(super) fn yield_from(&mut self, labels: Label) {
        if !self.start_yield() {
            return;
        }
        let (resume, top, next) = (labels, Label(labels.0 + 1), Label(labels.0 + 2));
        let [first, second, third, _] = self.regs.arguments;
        self.jump(next);
        self.place(top);
        self.suspend_with_top(resume);
        self.place(next);
        let thrown = self.thrown_place();
        self.target.load_place(self.code, third, thrown);
        self.target.load_immediate(self.code, second, 0);
        self.target.store_place(self.code, thrown, second);
        self.pop_to(second);
        self.load_operand(0, first);
        // What is thrown is passed, and what is yielded or returned comes back, in the place above the iterator.
        self.push_register(Type::OBJECT, third);
        self.pop_objects(1, third);
        self.call(Entry::YieldFrom);
        self.target.jump_if(self.code, false, self.regs.result, top, true);
        self.adjust_stack(1);
        self.drop_below_top(first);
    }

    fn start_yield(&mut self) -> bool {
        if self.is_viper {
            self.unsupported("native yield");
            return false;
        }
        self.settle();
        true
    }
}
