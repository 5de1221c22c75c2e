//! What can be assigned to and deleted.

use super::Lowerer;
use super::error::{LowerError, Res};
use crate::ast::{Expr, ExprId, ExprKind, List, Trailer, TrailerKind};
use crate::emit::{Access, Instruction};

const CANNOT_ASSIGN: &str = "can't assign to expression";
const CANNOT_DELETE: &str = "can't delete expression";

impl Lowerer<'_> {
    /// Stores the value on the stack.
    pub(super) fn assign(&mut self, target: ExprId) -> Res {
        let Expr { kind, span, line } = self.ast[target];
        self.nested(span, line, |lowerer| match kind {
            ExprKind::Name(symbol) => {
                lowerer.store(symbol);
                Ok(())
            }
            ExprKind::Postfix { base, trailers } => match lowerer.place(base, trailers)? {
                Some(TrailerKind::Index(index)) => {
                    lowerer.expr(index)?;
                    lowerer.push(Instruction::Subscript(Access::Store));
                    Ok(())
                }
                Some(TrailerKind::Attr(name)) => {
                    lowerer.attribute(Access::Store, name.symbol);
                    Ok(())
                }
                Some(TrailerKind::Call(_)) | None => lowerer.fail(lowerer.no_target(target)),
            },
            ExprKind::Tuple { items, parenthesised } if !(parenthesised && items.is_empty()) => lowerer.unpack(items),
            ExprKind::List(items) => lowerer.unpack(items),
            _ => lowerer.fail(lowerer.no_target(target)),
        })
    }

    /// Pushes the value of the target of an augmented assignment, above what it takes to store to it again.
    pub(super) fn load_to_augment(&mut self, target: ExprId) -> Res {
        match self.ast[target].kind {
            ExprKind::Name(symbol) => self.load(symbol),
            ExprKind::Postfix { base, trailers } => match self.place(base, trailers)? {
                Some(TrailerKind::Index(index)) => {
                    self.expr(index)?;
                    self.push(Instruction::DupTopTwo);
                    self.push(Instruction::Subscript(Access::Load));
                }
                Some(TrailerKind::Attr(name)) => {
                    self.push(Instruction::DupTop);
                    self.attribute(Access::Load, name.symbol);
                }
                Some(TrailerKind::Call(_)) | None => return self.fail(self.no_target(target)),
            },
            _ => return self.fail(self.no_target(target)),
        }
        Ok(())
    }

    /// Stores the value on the stack to the target that [`Lowerer::load_to_augment`] has accepted.
    pub(super) fn store_augmented(&mut self, target: ExprId) {
        match self.ast[target].kind {
            ExprKind::Name(symbol) => self.store(symbol),
            ExprKind::Postfix { trailers, .. } => match self.ast[trailers].last().map(|trailer| trailer.kind) {
                Some(TrailerKind::Index(_)) => {
                    self.push(Instruction::RotThree);
                    self.push(Instruction::Subscript(Access::Store));
                }
                Some(TrailerKind::Attr(name)) => {
                    self.push(Instruction::RotTwo);
                    self.attribute(Access::Store, name.symbol);
                }
                Some(TrailerKind::Call(_)) | None => {}
            },
            _ => {}
        }
    }

    /// Stores the items of the sequence on the stack.
    fn unpack(&mut self, items: List<ExprId>) -> Res {
        let items = &self.ast[items];
        let mut star = None;
        for (position, &item) in items.iter().enumerate() {
            if !matches!(self.ast[item].kind, ExprKind::Star(_)) {
                continue;
            }
            if star.is_some() {
                let first = star.map(|first: usize| self.ast[items[first]].span);
                return self.fail(self.error_at("multiple *x in assignment", item).related(first));
            }
            star = Some(position);
            let n_after = items.len() - position - 1;
            self.push(Instruction::UnpackEx(position as u32, n_after as u32));
        }
        if star.is_none() {
            self.push(Instruction::UnpackSequence(items.len() as u32));
        }
        for &item in items {
            match self.ast[item].kind {
                ExprKind::Star(rest) => self.assign(rest)?,
                _ => self.assign(item)?,
            }
        }
        Ok(())
    }

    /// `del target`
    pub(super) fn delete_target(&mut self, target: ExprId) -> Res {
        let Expr { kind, span, line } = self.ast[target];
        self.nested(span, line, |lowerer| match kind {
            ExprKind::Name(symbol) => {
                lowerer.delete(symbol);
                Ok(())
            }
            ExprKind::Postfix { base, trailers } => match lowerer.place(base, trailers)? {
                Some(TrailerKind::Index(index)) => {
                    lowerer.expr(index)?;
                    lowerer.push(Instruction::Subscript(Access::Delete));
                    Ok(())
                }
                Some(TrailerKind::Attr(name)) => {
                    lowerer.attribute(Access::Delete, name.symbol);
                    Ok(())
                }
                Some(TrailerKind::Call(_)) | None => lowerer.fail(lowerer.error_at(CANNOT_DELETE, target)),
            },
            ExprKind::Tuple { items, .. } if items.is_empty() => {
                lowerer.fail(LowerError::syntax(CANNOT_DELETE, lowerer.ast[target].span, 0))
            }
            ExprKind::Tuple { items, .. } => {
                lowerer.ast[items].iter().try_for_each(|&item| lowerer.delete_target(item))
            }
            ExprKind::Comprehension { kind: crate::ast::ComprehensionKind::Generator, element, .. } => {
                lowerer.fail(LowerError::syntax(CANNOT_DELETE, lowerer.ast[target].span, lowerer.ast[element].line))
            }
            _ => lowerer.fail(lowerer.error_at(CANNOT_DELETE, target)),
        })
    }

    /// The error of what cannot be assigned to.
    pub(super) fn no_target(&self, target: ExprId) -> LowerError {
        let definition = self.ast.constant_at(target).map(|name| name.span);
        self.error_at(CANNOT_ASSIGN, target).related(definition)
    }

    /// Pushes what the last trailer applies to, and gives back that trailer.
    fn place(&mut self, base: ExprId, trailers: List<Trailer>) -> Res<Option<TrailerKind>> {
        self.expr(base)?;
        let Some((last, others)) = self.ast[trailers].split_last() else { return Ok(None) };
        others.iter().try_for_each(|trailer| self.trailer(trailer))?;
        Ok(Some(last.kind))
    }
}
