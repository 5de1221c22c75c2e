//! The back end for machine code: functions on objects (`@micropython.native`) and on unboxed values
//! (`@micropython.viper`), for any [`Target`].
//!
//! A function is compiled in three passes over its instructions (`function`). While that is done, values are kept in
//! registers as long as nothing else needs those (`value`, `operands`). Whatever is more than an instruction or two
//! is a call of the runtime, by the table that [`mpy_format::native`] describes.

mod arm;
mod block;
mod call;
mod compare;
mod constant;
mod debug;
mod entry;
mod error;
mod frame;
mod function;
mod generator;
mod idle;
mod item;
mod names;
mod operands;
mod operator;
mod register;
pub(super) mod rv32;
mod small_int;
mod target;
mod thumb;
mod value;
mod x86;
pub(super) mod xtensa;

use alloc::{boxed::Box, string::String};

use mpy_format::native::NativeType;
use mpy_format::{Arch, RawCode};

pub use rv32::Extensions;
pub use target::{Access, Arithmetic, Comparison, Machine, Operation, Reg, Registers, Shift, Target, Test, Width};

use arm::Arm;
use debug::Debug;
use error::WrongType;
use function::{Buffers, FunctionEmitter};
use idle::Idle;
use rv32::Rv32;
use thumb::Thumb;
use x86::X86;
use xtensa::Xtensa;

use super::{Emit, EmitError, Processor, Program, Refusal, Tables};
use crate::asm::x86::Mode;
use crate::optimize::{Pass, Passes};
use crate::scope::{Scope, ScopeId, ScopeKind};

/// The target of a processor; some have none.
fn target(processor: Processor) -> Option<Box<dyn Target>> {
    let Processor { arch, flags, keeps_faults, passes } = processor;
    let uses_scratch = passes.contains(Pass::Keep);
    match arch {
        Arch::X86 => Some(Box::new(X86::new(Mode::Bits32))),
        Arch::X64 => Some(Box::new(X86::new(Mode::Bits64))),
        Arch::Armv6 => Some(Box::new(Arm::new(keeps_faults))),
        Arch::Armv6m => Some(Box::new(Thumb::new(false, keeps_faults, uses_scratch))),
        Arch::Armv7m | Arch::Armv7em | Arch::Armv7emsp | Arch::Armv7emdp => {
            Some(Box::new(Thumb::new(true, keeps_faults, uses_scratch)))
        }
        Arch::Xtensa => Some(Box::new(Xtensa::new(false, keeps_faults))),
        Arch::Xtensawin => Some(Box::new(Xtensa::new(true, keeps_faults))),
        Arch::Rv32imc => Some(Box::new(Rv32::new(Extensions::from_flags(flags), keeps_faults))),
        Arch::Debug => Some(Box::new(Debug::default())),
        Arch::None | Arch::Rv64imc => None,
    }
}

/// Whether there is machine code for an architecture.
pub fn has_target(arch: Arch) -> bool {
    target(Processor { arch, flags: 0, keeps_faults: false, passes: Passes::NONE }).is_some()
}

/// The type that a name casts to as a function, if it does.
fn cast_from_name(name: &[u8]) -> Option<NativeType> {
    NativeType::from_name(name).filter(|&kind| kind != NativeType::Object)
}

/// The back end for machine code.
pub struct Native {
    target: Option<Box<dyn Target>>,
    passes: Passes,
    buffers: Buffers,
}

impl Native {
    /// The back end for a processor.
    pub fn new(processor: Processor) -> Native {
        Native { target: target(processor), passes: processor.passes, buffers: Buffers::default() }
    }

    /// What the target has listed since the last call.
    pub fn take_listing(&mut self) -> String {
        self.target.as_mut().map(|target| target.take_listing()).unwrap_or_default()
    }
}

impl Emit for Native {
    fn emit(&mut self, program: &Program, tables: &mut Tables, scope: ScopeId) -> Result<RawCode, EmitError> {
        let Some(target) = self.target.as_deref_mut() else {
            return Err(no_target(program));
        };
        let name = if target.is_listing() { qualified_name(program, scope) } else { String::new() };
        let (buffers, passes) = (&mut self.buffers, self.passes);
        buffers.stack.forget_depth();
        let mut has_constants = None;
        if !target.needs_measuring() {
            let mut idle = Idle(target.machine());
            has_constants = Some(FunctionEmitter::new(program, tables, scope, &mut idle, buffers, passes).measure()?);
        }
        FunctionEmitter::new(program, tables, scope, target, buffers, passes).emit(&name, has_constants)
    }
}

/// The error is charged to the function that has been lowered last, and in a module to its first line.
fn no_target(program: &Program) -> EmitError {
    let last = program.scopes.iter().zip(&program.functions).last();
    let (scope, function) = last.expect("there is a module");
    let line = if scope.kind == ScopeKind::Module { 1 } else { function.line };
    let mut refusal = Refusal::new("cannot emit native code for this architecture", function.span, line);
    refusal.scope = String::from_utf8_lossy(program.names.text(scope.name)).into_owned();
    EmitError::NoTarget(refusal)
}

/// The name of a scope with those of the scopes around it, but for the module.
fn qualified_name(program: &Program, scope: ScopeId) -> String {
    let text = |scope: &Scope| String::from_utf8_lossy(program.names.text(scope.name)).into_owned();
    let mut name = text(&program.scopes[scope]);
    let mut outer = program.scopes[scope].parent;
    while let Some(id) = outer.filter(|&id| program.scopes[id].kind != ScopeKind::Module) {
        name = text(&program.scopes[id]) + "." + &name;
        outer = program.scopes[id].parent;
    }
    name
}
