//! Functions in assembler: their body is read as a list of instructions.
//!
//! What is checked here is what every assembler has in common; what instructions mean is the business of
//! [`crate::emit::inline`].

use alloc::{boxed::Box, vec::Vec};

use super::error::{LowerError, Res};
use super::{Body, Lowerer};
use crate::ast::{
    Arg, ArgKind, ComprehensionKind, Const, ExprId, ExprKind, FunctionId, Item, List, Param, Stmt, StmtKind, Symbol,
    Trailer, TrailerKind, UnaryOp,
};
use crate::emit::inline::{Assembly, Operand, Statement, StatementKind};
use mpy_format::native::NativeType;

impl Lowerer<'_> {
    /// Reads the scope as assembler.
    pub(super) fn assembly(&mut self, body: Body) -> Res {
        let Body::Function(id) = body else {
            let span = match body {
                Body::Class(id) => self.ast[id].name.span,
                Body::Module(_) | Body::Function(_) | Body::Lambda { .. } | Body::Comprehension { .. } => {
                    crate::source::Span::new(0, 0)
                }
            };
            return self.fail(LowerError::syntax("inline assembler must be a function", span, 0));
        };
        let function = self.ast[id];
        let is_name = |param: &Param| if param.is_leaf() { param.name } else { None };
        let parameters = self.ast[function.params].iter().map(|it| is_name(it).map(|name| name.symbol)).collect();
        let (span, line) = (function.name.span, function.line);
        let Some(result) = self.assembly_result(id)? else { return Ok(()) };
        let mut statements = Vec::new();
        for &id in &self.ast[function.body.stmts] {
            let stmt = self.ast[id];
            if let Some(statement) = self.assembly_statement(&stmt)? {
                statements.push(statement);
            }
        }
        self.frame.assembly = Some(Box::new(Assembly { parameters, result, statements, line, span }));
        Ok(())
    }

    /// The type that the function is annotated with. No type is an error that has been noted.
    fn assembly_result(&mut self, id: FunctionId) -> Res<Option<NativeType>> {
        let function = self.ast[id];
        let Some(returns) = function.returns else { return Ok(Some(NativeType::Int)) };
        let returns = self.ast[returns];
        let result = match returns.kind {
            ExprKind::Name(Symbol::OBJECT) => NativeType::Object,
            ExprKind::Name(Symbol::BOOL) => NativeType::Bool,
            ExprKind::Name(Symbol::INT) => NativeType::Int,
            ExprKind::Name(Symbol::UINT) => NativeType::Uint,
            ExprKind::Name(_) => {
                self.fail(LowerError::syntax("unknown type", returns.span, 0))?;
                return Ok(None);
            }
            _ => {
                // The reference goes on, and charges the error to the first instruction unless that is none.
                let first = self.ast[function.body.stmts].iter().map(|&id| &self.ast[id]).find(|it| !is_pass(it));
                let (line, is_leaf) = (returns.line, returns.is_leaf());
                let line = match first.map(|first| self.instruction(first)) {
                    None => function.line,
                    Some(Some(instruction)) if !instruction.is_misused(self) => instruction.bracket_line,
                    Some(_) if is_leaf => 0,
                    Some(_) => line,
                };
                self.fail(LowerError::syntax("return annotation must be an identifier", returns.span, line))?;
                return Ok(None);
            }
        };
        Ok(Some(result))
    }

    /// A statement of the body; `pass` is none.
    fn assembly_statement(&mut self, stmt: &Stmt) -> Res<Option<Statement>> {
        if is_pass(stmt) {
            return Ok(None);
        }
        let misused = |text| LowerError::syntax(text, stmt.span, stmt.line);
        let Some(instruction) = self.instruction(stmt) else {
            return Err(misused("expecting an assembler instruction"));
        };
        let args = &self.ast[instruction.args];
        let kind = match (instruction.mnemonic, self.directive(&instruction)) {
            (_, Some(directive)) => directive,
            (Symbol::LABEL, None) => return Err(misused("'label' requires 1 argument")),
            (Symbol::ALIGN, None) => return Err(misused("'align' requires 1 argument")),
            (Symbol::DATA, None) => return Err(misused("'data' requires at least 2 arguments")),
            (mnemonic, None) => {
                let operands = args.iter().map(|arg| self.operand_of(arg)).collect();
                StatementKind::Instruction { mnemonic, operands }
            }
        };
        let (line, span) = (stmt.line, stmt.span);
        Ok(Some(Statement { kind, line, bracket_line: instruction.bracket_line, span }))
    }

    /// What is no instruction of the processor, if it has the arguments that it must have.
    fn directive(&self, instruction: &Instruction) -> Option<StatementKind> {
        let args = &self.ast[instruction.args];
        let first = args.first().and_then(positional).map(|id| self.ast[id].kind);
        match (instruction.mnemonic, first, args) {
            (Symbol::LABEL, Some(ExprKind::Name(name)), [_]) => Some(StatementKind::Label(name)),
            (Symbol::ALIGN, Some(ExprKind::SmallInt(to)), [_]) => Some(StatementKind::Align(to)),
            (Symbol::DATA, Some(ExprKind::SmallInt(size)), [_, values @ ..]) if !values.is_empty() => {
                Some(StatementKind::Data { size, values: values.iter().map(|arg| self.operand_of(arg)).collect() })
            }
            _ => None,
        }
    }

    /// `mnemonic(args)` that is a statement of its own.
    fn instruction(&self, stmt: &Stmt) -> Option<Instruction> {
        let StmtKind::Expr(expr) = stmt.kind else { return None };
        let ExprKind::Postfix { base, trailers } = self.ast[expr].kind else { return None };
        let (ExprKind::Name(mnemonic), [Trailer { kind: TrailerKind::Call(args), line, .. }], false) =
            (self.ast[base].kind, &self.ast[trailers], stmt.is_joined)
        else {
            return None;
        };
        Some(Instruction { mnemonic, args: *args, bracket_line: *line })
    }

    fn operand_of(&self, arg: &Arg) -> Operand {
        positional(arg).map_or(Operand::Other, |expr| self.operand(expr))
    }

    fn operand(&self, expr: ExprId) -> Operand {
        match self.ast[expr].kind {
            ExprKind::List(items) => match self.ast[items] {
                [a, b] => Operand::Pair(Box::new([self.simple_operand(a), self.simple_operand(b)])),
                _ => Operand::Other,
            },
            // The clauses are in the place of the second item.
            ExprKind::Comprehension { kind: ComprehensionKind::List, element, .. } => {
                Operand::Pair(Box::new([self.simple_operand(self.ast[element].key), Operand::Other]))
            }
            ExprKind::Set(items) => self.operand_set(items),
            ExprKind::Postfix { base, trailers } => self.address(false, base, trailers),
            ExprKind::Unary { op: op @ (UnaryOp::Negative | UnaryOp::Positive), operand } => {
                match self.ast[operand].kind {
                    ExprKind::Postfix { base, trailers } => self.address(op == UnaryOp::Negative, base, trailers),
                    _ => Operand::Other,
                }
            }
            _ => self.simple_operand(expr),
        }
    }

    /// `offset(register)`; the reference does not look at the kind of the bracket.
    fn address(&self, is_negated: bool, offset: ExprId, trailers: List<Trailer>) -> Operand {
        let register = match &self.ast[trailers] {
            [Trailer { kind: TrailerKind::Call(args), .. }] => match &self.ast[*args] {
                [arg] => positional(arg).map(|expr| self.simple_operand(expr)),
                _ => None,
            },
            [Trailer { kind: TrailerKind::Index(index), .. }] => Some(self.simple_operand(*index)),
            [Trailer { kind: TrailerKind::Attr(name), .. }] => Some(Operand::Name(name.symbol)),
            _ => None,
        };
        let offset = Box::new(self.simple_operand(offset));
        Operand::Address { is_negated, offset, register: Box::new(register.unwrap_or(Operand::Other)) }
    }

    /// A set of one item is one only if that is a name.
    fn operand_set(&self, items: List<Item>) -> Operand {
        let operand = |item: &Item| match item.value {
            None => self.simple_operand(item.key),
            Some(_) => Operand::Other,
        };
        let operands: Vec<_> = self.ast[items].iter().map(operand).collect();
        match operands[..] {
            [Operand::Integer(_) | Operand::Other] => Operand::Other,
            _ => Operand::Set(operands),
        }
    }

    fn simple_operand(&self, expr: ExprId) -> Operand {
        match &self.ast[expr].kind {
            ExprKind::Name(name) => Operand::Name(*name),
            ExprKind::SmallInt(value) => Operand::Integer(*value),
            ExprKind::Const(id) => match &self.ast[*id] {
                Const::BigInt(value) => Operand::Integer(low_bits(value)),
                _ => Operand::Other,
            },
            _ => Operand::Other,
        }
    }
}

/// A statement that has the form of an instruction.
struct Instruction {
    mnemonic: Symbol,
    args: List<Arg>,
    bracket_line: u32,
}

impl Instruction {
    /// Whether it is a directive with arguments that it cannot have.
    fn is_misused(&self, lowerer: &Lowerer<'_>) -> bool {
        matches!(self.mnemonic, Symbol::LABEL | Symbol::ALIGN | Symbol::DATA) && lowerer.directive(self).is_none()
    }
}

fn is_pass(stmt: &Stmt) -> bool {
    stmt.kind == StmtKind::Pass && !stmt.is_joined
}

fn positional(arg: &Arg) -> Option<ExprId> {
    match arg.kind {
        ArgKind::Positional(expr) => Some(expr),
        ArgKind::Star(_) | ArgKind::DoubleStar(_) | ArgKind::Keyword { .. } => None,
        ArgKind::Named { .. } | ArgKind::Generator(_) => None,
    }
}

/// The lowest 64 bits of a number in two's complement.
fn low_bits(value: &num_bigint::BigInt) -> i64 {
    let magnitude = value.magnitude().iter_u64_digits().next().unwrap_or(0) as i64;
    if value.sign() == num_bigint::Sign::Minus { magnitude.wrapping_neg() } else { magnitude }
}
