//! What is known of constant expressions.

use super::Lowerer;
use crate::ast::{Const, ConstId, ExprId, ExprKind};

impl Lowerer<'_> {
    /// The truth of an expression that is a constant.
    pub(super) fn truth(&self, id: ExprId) -> Option<bool> {
        match self.ast[id].kind {
            ExprKind::None | ExprKind::False => Some(false),
            ExprKind::True | ExprKind::Ellipsis => Some(true),
            ExprKind::SmallInt(value) => Some(value != 0),
            ExprKind::Str(symbol) => Some(!self.names.text(symbol).is_empty()),
            ExprKind::Const(constant) => Some(self.constant_truth(constant)),
            ExprKind::Tuple { items, .. } if items.is_empty() => Some(false),
            _ => None,
        }
    }

    fn constant_truth(&self, id: ConstId) -> bool {
        match &self.ast[id] {
            Const::None | Const::False => false,
            Const::True | Const::Ellipsis => true,
            Const::SmallInt(value) => *value != 0,
            Const::BigInt(value) => value.bits() != 0,
            Const::Float(value) | Const::Imaginary(value) => *value != 0.0,
            Const::Interned(symbol) => !self.names.text(*symbol).is_empty(),
            Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
            Const::Tuple(items) => !items.is_empty(),
        }
    }
}
