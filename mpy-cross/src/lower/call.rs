//! Attribute access, subscripts and calls.

use super::Lowerer;
use super::error::{LowerError, Res};
use crate::ast::{Arg, ArgKind, ExprId, ExprKind, List, Symbol, Trailer, TrailerKind};
use crate::emit::{Access, Arguments, Instruction};
use crate::scope::ScopeKind;
use crate::source::Span;

impl Lowerer<'_> {
    /// `base.attr(args)[index]`
    pub(super) fn postfix(&mut self, base: ExprId, trailers: List<Trailer>) -> Res {
        self.expr(base)?;
        let mut trailers = &self.ast[trailers];
        if self.is_bare_super(base, trailers) {
            trailers = self.super_call(trailers)?;
        }
        loop {
            trailers = match trailers {
                [] => return Ok(()),
                [
                    Trailer { kind: TrailerKind::Attr(name), .. },
                    Trailer { kind: TrailerKind::Call(args), .. },
                    rest @ ..,
                ] => {
                    // A method call needs no bound method.
                    self.method_call(name.symbol, *args, false)?;
                    rest
                }
                [first, rest @ ..] => {
                    self.trailer(first)?;
                    rest
                }
            };
        }
    }

    /// Replaces the object on the stack by its attribute or item, or by the result of a call.
    pub(super) fn trailer(&mut self, trailer: &Trailer) -> Res {
        self.line(trailer.line);
        match trailer.kind {
            TrailerKind::Attr(name) => self.attribute(Access::Load, name.symbol),
            TrailerKind::Index(index) => {
                self.expr(index)?;
                self.push(Instruction::Subscript(Access::Load));
            }
            TrailerKind::Call(args) => {
                let arguments = self.arguments(args, 0)?;
                self.push(Instruction::CallFunction(arguments));
            }
        }
        Ok(())
    }

    fn method_call(&mut self, name: Symbol, args: List<Arg>, is_super: bool) -> Res {
        let name = self.qstr(name);
        self.push(Instruction::LoadMethod { name, is_super });
        let arguments = self.arguments(args, 0)?;
        self.push(Instruction::CallMethod(arguments));
        Ok(())
    }

    fn is_bare_super(&self, base: ExprId, trailers: &[Trailer]) -> bool {
        self.frame.kind == ScopeKind::Function
            && self.ast[base].kind == ExprKind::Name(Symbol::SUPER)
            && matches!(trailers, [Trailer { kind: TrailerKind::Call(args), .. }, ..] if args.is_empty())
    }

    /// `super()` in a function means `super(__class__, self)`. Gives back the trailers that are left.
    fn super_call<'t>(&mut self, trailers: &'t [Trailer]) -> Res<&'t [Trailer]> {
        self.load(Symbol::DUNDER_CLASS);
        let [call, rest @ ..] = trailers else { return Ok(trailers) };
        if self.scopes[self.frame.scope].first_parameter().is_none() {
            self.fail(LowerError::syntax("super() can't find self", call.span, call.line))?;
            return Ok(&[]);
        }
        self.push(Instruction::LoadSelf);
        match rest {
            [
                Trailer { kind: TrailerKind::Attr(name), .. },
                Trailer { kind: TrailerKind::Call(args), .. },
                rest @ ..,
            ] => {
                // A method call makes no `super` object.
                self.method_call(name.symbol, *args, true)?;
                Ok(rest)
            }
            _ => {
                self.push(Instruction::CallFunction(Arguments::positional(2)));
                Ok(rest)
            }
        }
    }

    /// Pushes the arguments of a call that has `n_before` positional ones on the stack already.
    pub(super) fn arguments(&mut self, args: List<Arg>, n_before: u32) -> Res<Arguments> {
        let mut arguments = Arguments::positional(n_before);
        let mut star_map: u64 = 0;
        let mut has_double_star = false;
        for (position, arg) in self.ast[args].iter().enumerate() {
            match arg.kind {
                ArgKind::Positional(value) => {
                    if has_double_star || arguments.n_keyword > 0 {
                        let text = if has_double_star {
                            "positional arg after **"
                        } else {
                            "positional arg after keyword arg"
                        };
                        let before = self.first_argument_by_name(args, has_double_star);
                        self.fail(self.error_at(text, value).related(before))?;
                        return Ok(arguments);
                    }
                    self.expr(value)?;
                    arguments.n_positional += 1;
                }
                ArgKind::Star(value) => {
                    if has_double_star {
                        let before = self.first_argument_by_name(args, true);
                        self.fail(LowerError::syntax("* arg after **", arg.span, arg.line).related(before))?;
                        return Ok(arguments);
                    }
                    if position >= (self.options.small_int_bits as usize).wrapping_sub(1) {
                        // The positions of stars are the bits of a small integer; a width of 0 sets no limit.
                        self.fail(LowerError::syntax("too many args", arg.span, arg.line))?;
                        return Ok(arguments);
                    }
                    star_map |= 1u64.wrapping_shl(position as u32);
                    arguments.has_star = true;
                    self.expr(value)?;
                    arguments.n_positional += 1;
                }
                ArgKind::DoubleStar(value) => {
                    has_double_star = true;
                    arguments.has_star = true;
                    // A keyword argument without a name.
                    self.push(Instruction::LoadNull);
                    self.expr(value)?;
                    arguments.n_keyword += 1;
                }
                ArgKind::Keyword { name, value } => {
                    let ExprKind::Name(symbol) = self.ast[name].kind else {
                        self.fail(LowerError::syntax("LHS of keyword arg must be an id", arg.span, arg.line))?;
                        return Ok(arguments);
                    };
                    self.load_str(symbol);
                    self.expr(value)?;
                    arguments.n_keyword += 1;
                }
                ArgKind::Named { target, value } => {
                    self.named(target, value)?;
                    arguments.n_positional += 1;
                }
                ArgKind::Generator(generator) => {
                    if let ExprKind::Comprehension { kind, element, clauses } = self.ast[generator].kind {
                        self.comprehension(kind, element, clauses)?;
                    }
                    arguments.n_positional += 1;
                }
            }
        }
        if arguments.has_star {
            self.push(Instruction::LoadSmallInt(star_map as i64));
        }
        Ok(arguments)
    }
    /// The first `**value`, or the first `name=value`.
    fn first_argument_by_name(&self, args: List<Arg>, is_double_star: bool) -> Option<Span> {
        let is_one = |arg: &&Arg| match arg.kind {
            ArgKind::DoubleStar(_) => is_double_star,
            ArgKind::Keyword { .. } => !is_double_star,
            ArgKind::Positional(_) | ArgKind::Star(_) | ArgKind::Named { .. } | ArgKind::Generator(_) => false,
        };
        self.ast[args].iter().find(is_one).map(|arg| arg.span)
    }
}
