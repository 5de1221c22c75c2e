//! Which instructions need a line number: those that can raise an exception, for its traceback.

use super::code::{is_in_frame, is_pure_load, is_silent};
use crate::emit::Instruction;
use crate::scope::Scope;

/// Whether an exception may start at an instruction. Jumps are included: there, the machine looks for interrupts.
pub(super) fn can_raise(instruction: &Instruction, scope: &Scope) -> bool {
    match instruction {
        Instruction::Store(id) => !is_in_frame(scope, *id),
        Instruction::PopTop | Instruction::RotTwo | Instruction::RotThree | Instruction::DupTopTwo => false,
        Instruction::ReturnValue => false,
        other => !is_pure_load(other) && !is_silent(other),
    }
}
