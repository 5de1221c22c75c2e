//! Imports.

use super::Lowerer;
use super::error::{LowerError, Res};
use crate::ast::{Import, ImportName, List, Name, Stmt, Symbol};
use crate::emit::{Access, Build, Instruction};
use crate::scope::ScopeKind;

impl Lowerer<'_> {
    /// `import a.b as c, d`
    pub(super) fn import(&mut self, imports: List<Import>) {
        for import in &self.ast[imports] {
            self.push(Instruction::LoadSmallInt(0));
            self.load_none();
            let module = &self.ast[import.module];
            self.import_name(module);
            match (import.alias, module) {
                (Some(alias), [_, attributes @ ..]) => {
                    // The import gives the top package.
                    for attribute in attributes {
                        self.attribute(Access::Load, attribute.symbol);
                    }
                    self.store(alias.symbol);
                }
                (None, [first, ..]) => self.store(first.symbol),
                (_, []) => {}
            }
        }
    }

    /// `from ..a.b import c as d, e`
    pub(super) fn import_from(
        &mut self,
        stmt: &Stmt,
        level: u32,
        module: List<Name>,
        names: Option<List<ImportName>>,
    ) -> Res {
        let module = &self.ast[module];
        let Some(names) = names else {
            if self.frame.kind != ScopeKind::Module {
                return self.fail(LowerError::syntax("import * not at module level", stmt.span, stmt.line));
            }
            self.push(Instruction::LoadSmallInt(i64::from(level)));
            self.load_str(Symbol::STAR);
            self.push(Instruction::Build(Build::Tuple, 1));
            self.import_name(module);
            self.push(Instruction::ImportStar);
            return Ok(());
        };
        let names = &self.ast[names];
        self.push(Instruction::LoadSmallInt(i64::from(level)));
        for name in names {
            self.load_str(name.name.symbol);
        }
        self.push(Instruction::Build(Build::Tuple, names.len() as u32));
        self.import_name(module);
        for name in names {
            let imported = self.qstr(name.name.symbol);
            self.push(Instruction::ImportFrom(imported));
            self.store(name.alias.unwrap_or(name.name).symbol);
        }
        self.push(Instruction::PopTop);
        Ok(())
    }

    fn import_name(&mut self, module: &[Name]) {
        let symbol = self.dotted(module);
        let name = self.qstr(symbol);
        self.push(Instruction::ImportName(name));
    }
}
