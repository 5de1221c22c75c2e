//! Function definitions, lambdas, their parameters and decorators.

use alloc::{format, string::String};

use super::error::{Exception, LowerError, Res};
use super::{Body, Lowerer};
use crate::ast::{self, Decorator, ExprId, ExprKind, FunctionId, List, Name, Param, ParamKind, Symbol};
use crate::emit::{Access, Arguments, Build, Instruction};
use crate::scope::{BindingKind, Parameter, ScopeId, ScopeKind};
use mpy_format::mpy::{CodeKind, ScopeFlags};
use mpy_format::native::NativeType;

impl Lowerer<'_> {
    /// Pushes the function.
    pub(super) fn function(&mut self, id: FunctionId, code_kind: CodeKind) -> Res {
        let function = self.ast[id];
        let scope = self.add_child(ScopeKind::Function, function.name.symbol, Body::Function(id));
        self.scopes[scope].code_kind = code_kind;
        self.make_function(scope, function.params)?;
        if function.is_async {
            self.scopes[scope].add_flags(ScopeFlags::GENERATOR);
        }
        Ok(())
    }

    pub(super) fn function_body(&mut self, id: FunctionId) -> Res {
        let function = self.ast[id];
        self.parameters(function.params)?;
        if self.is_viper() {
            self.native_types(id)?;
        }
        self.block(function.body)?;
        self.return_none();
        Ok(())
    }

    pub(super) fn lambda_body(&mut self, params: List<Param>, body: ExprId, line: u32) -> Res {
        self.line(line);
        self.parameters(params)?;
        self.expr(body)?;
        if self.scopes[self.frame.scope].flags.contains(ScopeFlags::GENERATOR) {
            // What a generator returns is not what it yields.
            self.push(Instruction::PopTop);
            self.load_none();
        }
        self.push(Instruction::ReturnValue);
        Ok(())
    }

    /// Pushes the defaults, and replaces them by the function.
    pub(super) fn make_function(&mut self, scope: ScopeId, params: List<Param>) -> Res {
        let mut has_star = false;
        let mut n_positional = 0;
        let mut n_keyword = 0;
        for param in &self.ast[params] {
            match (param.kind, param.default) {
                (ParamKind::Star, _) => has_star = true,
                (ParamKind::DoubleStar, _) => {}
                (ParamKind::Plain, None) => {
                    if !has_star && n_positional > 0 {
                        let text = "non-default argument follows default argument";
                        let has_default = |param: &&Param| param.default.is_some();
                        let before = self.ast[params].iter().find(has_default).map(|param| param.span);
                        self.fail(LowerError::syntax(text, param.span, line_of(param)).related(before))?;
                    }
                }
                (ParamKind::Plain, Some(default)) if has_star => {
                    n_keyword += 1;
                    if n_keyword == 1 {
                        self.positional_defaults(n_positional);
                        self.push(Instruction::Build(Build::Map, 0));
                    }
                    self.expr(default)?;
                    if let Some(name) = param.name {
                        self.load_str(name.symbol);
                    }
                    self.push(Instruction::StoreMap);
                }
                (ParamKind::Plain, Some(default)) => {
                    n_positional += 1;
                    self.expr(default)?;
                }
            }
        }
        if self.has_failed() {
            return Ok(());
        }
        if n_positional > 0 && n_keyword == 0 {
            self.positional_defaults(n_positional);
            self.push(Instruction::LoadNull);
        }
        let function = &mut self.scopes[scope];
        function.n_default_pos_args = n_positional;
        if n_keyword > 0 {
            function.add_flags(ScopeFlags::DEF_KWARGS);
        }
        self.push_function(scope, n_positional + n_keyword > 0);
        Ok(())
    }

    fn positional_defaults(&mut self, n: u32) {
        self.push(if n > 0 { Instruction::Build(Build::Tuple, n) } else { Instruction::LoadNull });
    }

    /// Binds the parameters, which come before all other names.
    fn parameters(&mut self, params: List<Param>) -> Res {
        let mut has_star = false;
        for param in &self.ast[params] {
            let scope = &mut self.scopes[self.frame.scope];
            let misplaced = |ast: &ast::Ast, before: ParamKind| {
                let before = ast[params].iter().find(|param| param.kind == before).map(|param| param.span);
                LowerError::syntax("invalid syntax", param.span, line_of(param)).related(before)
            };
            if scope.flags.contains(ScopeFlags::VAR_KEYWORDS) {
                self.fail(misplaced(self.ast, ParamKind::DoubleStar))?;
                continue;
            }
            let kind = match param.kind {
                ParamKind::Plain => {
                    let count = if has_star { &mut scope.n_kwonly_args } else { &mut scope.n_pos_args };
                    *count += 1;
                    Parameter::Plain
                }
                ParamKind::Star => {
                    if has_star {
                        self.fail(misplaced(self.ast, ParamKind::Star))?;
                        continue;
                    }
                    has_star = true;
                    if param.name.is_some() {
                        scope.add_flags(ScopeFlags::VAR_ARGS);
                    }
                    Parameter::Star
                }
                ParamKind::DoubleStar => {
                    scope.add_flags(ScopeFlags::VAR_KEYWORDS);
                    Parameter::DoubleStar
                }
            };
            let Some(name) = param.name else { continue };
            let id = scope.bindings.find_or_add(name.symbol, BindingKind::Undecided);
            let binding = &mut scope.bindings[id];
            if binding.kind != BindingKind::Undecided {
                let is_first = |first: &&Param| first.name.is_some_and(|first| first.symbol == name.symbol);
                let first = self.ast[params].iter().find(is_first).map(|first| first.span);
                self.fail(LowerError::syntax("argument name reused", param.span, line_of(param)).related(first))?;
                continue;
            }
            binding.kind = BindingKind::Local;
            binding.parameter = Some(kind);
        }
        Ok(())
    }

    /// The type that an annotation of unboxed code names. Of errors the first counts, but for names that are no types:
    /// of those the last one does, at the line of the first error.
    fn native_type(&mut self, annotation: Option<ExprId>, noted: &mut Option<LowerError>) -> NativeType {
        let Some(annotation) = annotation else { return NativeType::Object };
        let ExprKind::Name(name) = self.ast[annotation].kind else {
            noted.get_or_insert_with(|| self.error_at("annotation must be an identifier", annotation));
            return NativeType::Object;
        };
        let name = self.names.text(name);
        NativeType::from_name(name).unwrap_or_else(|| {
            let text = format!("unknown type '{}'", String::from_utf8_lossy(name));
            let line = noted.as_ref().map_or(0, LowerError::line);
            *noted = Some(LowerError::new(Exception::ViperType, text, self.ast[annotation].span, line));
            NativeType::Object
        })
    }

    /// The types of parameters and result that annotations of unboxed code name.
    fn native_types(&mut self, id: FunctionId) -> Res {
        let function = self.ast[id];
        let mut noted = None;
        for param in &self.ast[function.params] {
            let native_type = self.native_type(param.annotation, &mut noted);
            let bindings = &mut self.scopes[self.frame.scope].bindings;
            if let Some(id) = param.name.and_then(|name| bindings.find(name.symbol)) {
                bindings[id].native_type = native_type;
            }
        }
        self.scopes[self.frame.scope].result_type = self.native_type(function.returns, &mut noted);
        noted.map_or(Ok(()), |error| self.fail(error))
    }

    /// Pushes what the decorators are, first to last, and gives back how many calls that makes, and what kind of code
    /// is asked for.
    pub(super) fn decorators(&mut self, decorators: List<Decorator>) -> Res<(usize, CodeKind)> {
        let mut n_calls = 0;
        let mut code_kind = self.scopes[self.frame.scope].code_kind;
        for decorator in &self.ast[decorators] {
            let name = &self.ast[decorator.name];
            let [first, attributes @ ..] = name else { continue };
            if first.symbol == Symbol::MICROPYTHON {
                code_kind = self.code_kind(first, attributes)?.unwrap_or(code_kind);
                continue;
            }
            n_calls += 1;
            self.load(first.symbol);
            for attribute in attributes {
                self.attribute(Access::Load, attribute.symbol);
            }
            if let Some(call) = &decorator.call {
                self.trailer(call)?;
            }
        }
        Ok((n_calls, code_kind))
    }

    pub(super) fn apply_decorators(&mut self, n: usize) {
        for _ in 0..n {
            self.push(Instruction::CallFunction(Arguments::positional(1)));
        }
    }

    /// `@micropython.…` says what a function becomes.
    fn code_kind(&mut self, first: &Name, attributes: &[Name]) -> Res<Option<CodeKind>> {
        let [attribute] = attributes else {
            self.fail(LowerError::syntax("invalid micropython decorator", first.span, 0))?;
            return Ok(None);
        };
        let (code_kind, is_supported) = match attribute.symbol {
            Symbol::BYTECODE => (CodeKind::Bytecode, true),
            Symbol::NATIVE => (CodeKind::Native, self.options.has_target),
            Symbol::VIPER => (CodeKind::Viper, self.options.has_target),
            // Which assembler it is for is not looked at.
            Symbol::ASM_THUMB | Symbol::ASM_XTENSA | Symbol::ASM_RV32 => (CodeKind::Asm, self.options.has_assembler),
            _ => {
                self.fail(LowerError::syntax("invalid micropython decorator", attribute.span, 0))?;
                return Ok(None);
            }
        };
        if !is_supported {
            self.fail(LowerError::syntax("invalid arch", attribute.span, 0))?;
        }
        Ok(Some(code_kind))
    }
}

/// The line of a parameter for errors: none if it is one word.
fn line_of(param: &Param) -> u32 {
    if param.is_leaf() { 0 } else { param.line }
}
