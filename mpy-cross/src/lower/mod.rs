//! Lowering: from the syntax tree to instructions, in one walk.
//!
//! Each scope is lowered on its own, breadth first: a function's body waits until the scope around it is complete. On
//! the way names are noted in their scopes ([`crate::scope`]), and strings and constants are numbered in the order in
//! which they are first met. Nothing here knows a target; back ends read what comes out ([`crate::emit`]).
//!
//! Some checks belong to this stage, since the reference makes them while compiling. An error is charged to the line
//! of its node; where that is a single word, to the statement around it if it is one of several, and to the scope
//! otherwise.

mod call;
mod class;
mod comprehension;
mod condition;
mod error;
mod expr;
mod function;
mod import;
mod inline_asm;
mod r#loop;
mod mention;
mod stmt;
mod target;
mod unwind;

use alloc::{boxed::Box, vec::Vec};

pub use error::{Exception, LowerError, Related};

use crate::ast::{Ast, Block, ClassId, Clause, ExprId, FunctionId, Interner, ItemId, List, Param, Root, Stmt, Symbol};
use crate::emit::inline::Assembly;
use crate::emit::{
    Constants, Function, Instruction, Label, N_RESERVED_LABELS, Program, QstrIndex, Qstrs, Singleton, Tables,
};
use crate::scope::{BindingId, ScopeId, ScopeKind, ScopeTree};
use crate::source::Span;
use crate::stack;
use error::Res;
use r#loop::Loop;
use mpy_format::CodeKind;

/// What lowering needs to know besides the tree.
#[derive(Clone, Copy, Debug)]
pub struct LowerOptions {
    /// `-O`: from 1 on there are no assertions, from 3 on no line numbers.
    pub optimize: u32,
    /// Bits of a small integer, which limit how many `*x` a call can have.
    pub small_int_bits: u32,
    /// What functions become that no decorator says anything about.
    pub code_kind: CodeKind,
    /// Whether there is a target for machine code, so that its decorators mean something.
    pub has_target: bool,
    /// Whether there is an assembler for its inline functions.
    pub has_assembler: bool,
    /// How deep blocks, expressions and constants may nest in a function.
    pub max_nesting: u32,
}

/// Lowers a module.
///
/// ```
/// use mpy_cross::emit::Instruction;
/// use mpy_cross::scope::ScopeId;
/// use mpy_cross::{Options, lower::lower, parse::parse, source::SourceFile};
///
/// let options = Options::default();
/// let ast = parse(&SourceFile::new("app.py", "f()\n"), options.parse_options()).unwrap();
/// let program = lower(ast, b"app.py", options.lower_options()).unwrap();
/// let code = program.code(ScopeId::MODULE);
/// assert!(matches!(code, [Instruction::Load(_), Instruction::CallFunction(_), Instruction::PopTop, ..]));
/// assert_eq!(code.last(), Some(&Instruction::ReturnValue));
/// ```
pub fn lower(mut ast: Ast, source_name: &[u8], options: LowerOptions) -> Result<Program, LowerError> {
    let mut names = core::mem::take(&mut ast.names);
    let source_file = names.intern(source_name);
    let mut lowerer = Lowerer {
        options,
        qstrs: Qstrs::new(source_file, names.len()),
        names,
        scopes: ScopeTree::default(),
        bodies: Vec::new(),
        functions: Vec::new(),
        code: Vec::new(),
        constants: Constants::default(),
        frame: Frame::new(ScopeId::MODULE, ScopeKind::Module),
        pending: None,
        ast: &ast,
    };
    let module = lowerer.add_scope(ScopeKind::Module, Symbol::MODULE, None, Body::Module(ast.root));
    lowerer.scopes[module].code_kind = options.code_kind;
    lowerer.lower_scopes()?;
    lowerer.scopes.resolve(Symbol::DUNDER_CLASS);
    Ok(Program {
        names: lowerer.names,
        scopes: lowerer.scopes,
        functions: lowerer.functions,
        instructions: lowerer.code,
        tables: Tables::new(lowerer.qstrs, lowerer.constants),
    })
}

/// What is to be lowered in a scope of its own.
#[derive(Clone, Copy, Debug)]
enum Body {
    Module(Root),
    Function(FunctionId),
    Class(ClassId),
    Lambda { params: List<Param>, body: ExprId, line: u32 },
    Comprehension { element: ItemId, clauses: List<Clause> },
}

/// The state of the scope being lowered.
#[derive(Debug)]
struct Frame {
    scope: ScopeId,
    kind: ScopeKind,
    n_labels: u32,
    /// The line of the code that comes next.
    line: u32,
    /// Statements and expressions that are being lowered, each inside the one before.
    nesting: u32,
    /// Blocks that are open, and the most that were.
    n_blocks: u32,
    max_blocks: u32,
    /// The innermost loop.
    innermost: Option<Loop>,
    children: Vec<ScopeId>,
    /// What the scope is if it is written in assembler.
    assembly: Option<Box<Assembly>>,
}

impl Frame {
    const fn new(scope: ScopeId, kind: ScopeKind) -> Frame {
        Frame {
            scope,
            kind,
            n_labels: N_RESERVED_LABELS,
            line: 1,
            nesting: 0,
            n_blocks: 0,
            max_blocks: 0,
            innermost: None,
            children: Vec::new(),
            assembly: None,
        }
    }
}

struct Lowerer<'a> {
    ast: &'a Ast,
    options: LowerOptions,
    names: Interner,
    scopes: ScopeTree,
    /// One a scope, by the same index.
    bodies: Vec<Body>,
    /// One a scope that is done.
    functions: Vec<Function>,
    code: Vec<Instruction>,
    qstrs: Qstrs,
    constants: Constants,
    frame: Frame,
    /// An error that has no line yet. Lowering goes on until it meets a list of nodes whose first item gives it one,
    /// because that is where the reference looks next.
    pending: Option<LowerError>,
}

impl Lowerer<'_> {
    fn lower_scopes(&mut self) -> Result<(), LowerError> {
        while let Some(&body) = self.bodies.get(self.functions.len()) {
            let id = self.scopes.nth(self.functions.len());
            let scope = &self.scopes[id];
            if scope.code_kind != CodeKind::Asm {
                self.qstrs.intern(scope.name);
            }
            self.frame = Frame::new(id, scope.kind);
            let start = self.code.len();
            let done = self.lower_body(body);
            let failed = done.err().or_else(|| self.pending.take());
            if let Some(error) = failed {
                return Err(self.charge_to_scope(error, body));
            }
            self.scopes.complete(id);
            self.functions.push(Function {
                code: start..self.code.len(),
                n_labels: self.frame.n_labels,
                n_blocks: self.frame.max_blocks,
                children: core::mem::take(&mut self.frame.children),
                assembly: self.frame.assembly.take(),
                line: self.line_of_body(body),
                span: self.span_of_body(body),
            });
        }
        Ok(())
    }

    fn charge_to_scope(&self, error: LowerError, body: Body) -> LowerError {
        let name = self.names.text(self.scopes[self.frame.scope].name);
        error.or_line(self.line_of_body(body)).in_scope(name)
    }

    fn line_of_body(&self, body: Body) -> u32 {
        match body {
            Body::Module(Root::File(block) | Root::Single(block)) => {
                self.ast[block.stmts].first().map_or(1, |&first| self.ast[first].line)
            }
            Body::Module(Root::Eval(expr)) => self.ast[expr].line,
            Body::Function(id) => self.ast[id].line,
            Body::Class(id) => self.ast[id].line,
            Body::Lambda { line, .. } => line,
            Body::Comprehension { element, .. } => self.ast[element].line,
        }
    }

    fn span_of_body(&self, body: Body) -> Span {
        match body {
            Body::Function(id) => self.ast[id].name.span,
            Body::Class(id) => self.ast[id].name.span,
            Body::Lambda { body, .. } => self.ast[body].span,
            Body::Comprehension { element, .. } => self.ast[self.ast[element].key].span,
            Body::Module(_) => Span::new(0, 0),
        }
    }

    fn lower_body(&mut self, body: Body) -> Res {
        if self.scopes[self.frame.scope].code_kind == CodeKind::Asm {
            return self.assembly(body);
        }
        match body {
            Body::Module(Root::File(block) | Root::Single(block)) => {
                self.block(block)?;
                self.return_none();
            }
            Body::Module(Root::Eval(expr)) => {
                self.expr(expr)?;
                self.push(Instruction::ReturnValue);
            }
            Body::Function(id) => self.function_body(id)?,
            Body::Class(id) => self.class_body(id)?,
            Body::Lambda { params, body, line } => self.lambda_body(params, body, line)?,
            Body::Comprehension { element, clauses } => self.comprehension_body(self.ast[element], clauses)?,
        }
        Ok(())
    }

    fn return_none(&mut self) {
        self.push(Instruction::LoadSingleton(Singleton::None));
        self.push(Instruction::ReturnValue);
    }

    fn add_scope(&mut self, kind: ScopeKind, name: Symbol, parent: Option<ScopeId>, body: Body) -> ScopeId {
        self.bodies.push(body);
        self.scopes.add(kind, name, parent)
    }

    /// A scope inside the current one.
    fn add_child(&mut self, kind: ScopeKind, name: Symbol, body: Body) -> ScopeId {
        self.add_scope(kind, name, Some(self.frame.scope), body)
    }

    /// Pushes the function of a scope, which takes the defaults on the stack.
    fn push_function(&mut self, scope: ScopeId, has_defaults: bool) {
        // In the order of these instructions, not that of the scopes: defaults may contain functions.
        self.frame.children.push(scope);
        self.push(Instruction::MakeFunction { scope, has_defaults });
    }

    fn push(&mut self, instruction: Instruction) {
        self.code.push(instruction);
    }

    /// Moves the line counter, which never goes back.
    fn line(&mut self, line: u32) {
        if line > self.frame.line && self.options.optimize < 3 {
            self.frame.line = line;
            self.push(Instruction::Line(line));
        }
    }

    fn new_label(&mut self) -> Label {
        self.new_labels(1)
    }

    /// The first of so many labels in a row.
    fn new_labels(&mut self, n: u32) -> Label {
        let first = Label(self.frame.n_labels);
        self.frame.n_labels += n;
        first
    }

    fn label(&mut self, label: Label) {
        self.push(Instruction::Label(label));
    }

    fn qstr(&mut self, symbol: Symbol) -> QstrIndex {
        self.qstrs.intern(symbol)
    }

    fn note_load(&mut self, symbol: Symbol) -> BindingId {
        self.scopes.note_load(self.frame.scope, symbol)
    }

    fn load(&mut self, symbol: Symbol) {
        let id = self.note_load(symbol);
        self.push(Instruction::Load(id));
    }

    fn store(&mut self, symbol: Symbol) {
        let id = self.scopes.note_store(self.frame.scope, symbol);
        self.push(Instruction::Store(id));
    }

    fn delete(&mut self, symbol: Symbol) {
        let id = self.scopes.note_store(self.frame.scope, symbol);
        self.push(Instruction::Delete(id));
    }

    fn load_global(&mut self, symbol: Symbol) {
        let name = self.qstr(symbol);
        self.push(Instruction::LoadGlobal(name));
    }

    fn load_str(&mut self, symbol: Symbol) {
        let text = self.qstr(symbol);
        self.push(Instruction::LoadStr(text));
    }

    fn load_none(&mut self) {
        self.push(Instruction::LoadSingleton(Singleton::None));
    }

    /// The symbol of a dotted name.
    fn dotted(&mut self, parts: &[crate::ast::Name]) -> Symbol {
        match parts {
            [] => Symbol::EMPTY,
            [name] => name.symbol,
            [..] => {
                let mut text = Vec::new();
                for part in parts {
                    if !text.is_empty() {
                        text.push(b'.');
                    }
                    text.extend_from_slice(self.names.text(part.symbol));
                }
                self.names.intern(&text)
            }
        }
    }

    /// Notes an error. The first one counts; what encloses the place goes on as if nothing had happened unless the error
    /// has a line already.
    fn fail(&mut self, error: LowerError) -> Res {
        if self.has_failed() {
            return Ok(());
        }
        if error.line() != 0 {
            return Err(error);
        }
        self.pending = Some(error);
        Ok(())
    }

    fn has_failed(&self) -> bool {
        self.pending.is_some()
    }

    /// After each item of a list of nodes: an error without a line gets that of the item. If the item has none either,
    /// the list ends here.
    fn charge_to_item(&mut self, line: u32) -> Res<bool> {
        if self.is_viper() {
            self.push(Instruction::EndItem(line));
        }
        match self.pending.take() {
            None => Ok(false),
            Some(error) if line != 0 => Err(error.or_line(line)),
            Some(error) => {
                self.pending = Some(error);
                Ok(true)
            }
        }
    }

    /// Lowers what stands at `span` inside what is being lowered. This is all that recurses.
    fn nested(&mut self, span: Span, line: u32, lower: impl FnOnce(&mut Self) -> Res) -> Res {
        if self.frame.nesting >= self.options.max_nesting {
            return Err(LowerError::too_deep(span, line));
        }
        self.frame.nesting += 1;
        let done = stack::with_room(|| lower(self));
        self.frame.nesting -= 1;
        done
    }

    fn block(&mut self, block: Block) -> Res {
        self.start_items(block.listed);
        for &id in &self.ast[block.stmts] {
            let stmt: &Stmt = &self.ast[id];
            self.nested(stmt.span, stmt.line, |lowerer| lowerer.stmt(stmt))?;
            if block.listed && self.charge_to_item(stmt.line)? {
                return Ok(());
            }
        }
        self.end_items(block.listed, 0);
        Ok(())
    }

    /// Starts a list of nodes, so that a back end charges errors as [`Lowerer::charge_to_item`] does. Only unboxed code
    /// has such errors.
    fn start_items(&mut self, is_list: bool) {
        if is_list && self.is_viper() {
            self.push(Instruction::StartItems);
        }
    }

    /// Ends a list whose items leave so many values.
    fn end_items(&mut self, is_list: bool, n_values: usize) {
        if is_list && self.is_viper() {
            self.push(Instruction::EndItems(n_values as u32));
        }
    }

    fn is_viper(&self) -> bool {
        self.scopes[self.frame.scope].code_kind == CodeKind::Viper
    }

    fn optional_block(&mut self, block: Option<Block>) -> Res {
        block.map_or(Ok(()), |block| self.block(block))
    }
}
