//! Arguments.

use alloc::{format, vec::Vec};

use hashbrown::HashMap;

use super::{Code, Linter};
use crate::{
    ast::{Arg, ArgKind, Class, Decorator, ExprKind, List, Pooled, Symbol, Trailer, TrailerKind},
    source::Span,
};

impl Linter<'_> {
    pub(super) fn calls(&mut self) {
        let call = |trailer: &Trailer| match trailer.kind {
            TrailerKind::Call(args) => Some(args),
            TrailerKind::Index(_) | TrailerKind::Attr(_) => None,
        };
        let mut lists: Vec<List<Arg>> = Trailer::pool(self.ast).iter().filter_map(call).collect();
        let decorators = Decorator::pool(self.ast).iter();
        lists.extend(decorators.filter_map(|decorator| decorator.call.as_ref()).filter_map(call));
        lists.extend(Class::pool(self.ast).iter().map(|class| class.args));
        for args in lists {
            self.repeated_keywords(&self.ast[args]);
            self.argument_order(&self.ast[args]);
        }
    }

    fn repeated_keywords(&mut self, args: &[Arg]) {
        let mut met: HashMap<Symbol, Span> = HashMap::new();
        for arg in args {
            let ArgKind::Keyword { name, .. } = arg.kind else { continue };
            let (ExprKind::Name(symbol), span) = (self.ast[name].kind, self.ast[name].span) else { continue };
            match met.get(&symbol) {
                None => drop(met.insert(symbol, span)),
                Some(&first) => {
                    let message = format!("keyword argument `{}` is repeated", self.text(symbol));
                    self.warn(Code::KeywordRepeated, span, message, "again").note(first, "first here");
                }
            }
        }
    }

    fn argument_order(&mut self, args: &[Arg]) {
        let mut keyword = None;
        for arg in args {
            match arg.kind {
                ArgKind::Keyword { .. } => keyword = Some(arg.span),
                ArgKind::Named { .. } => {
                    if let Some(before) = keyword {
                        let message = "positional argument behind a keyword argument";
                        let warning = self.warn(Code::ArgumentOrder, arg.span, message, "a positional argument");
                        warning.note(before, "a keyword argument").hint("CPython refuses this");
                    }
                }
                ArgKind::Generator(_) if args.len() > 1 => {
                    let message = "generator expression beside other arguments";
                    let warning = self.warn(Code::ArgumentOrder, arg.span, message, "without parentheses of its own");
                    warning.hint("CPython refuses this: put parentheses round it");
                }
                ArgKind::Generator(_) | ArgKind::Positional(_) | ArgKind::Star(_) | ArgKind::DoubleStar(_) => {}
            }
        }
    }
}
