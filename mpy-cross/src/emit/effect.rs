//! What an instruction does to the depth of the stack, for whoever moves instructions about.

use super::{Access, Arguments, Block, Build, Collection, Instruction};

/// Stack places of an iterator that a `for` keeps.
pub(super) const ITERATOR_SLOTS: i32 = 4;

impl Instruction {
    /// By how much the stack is deeper for the instruction that is written next.
    pub const fn effect(&self) -> i32 {
        match *self {
            Instruction::Line(_) | Instruction::Label(_) => 0,
            Instruction::StartItems | Instruction::EndItem(_) | Instruction::EndItems(_) => 0,
            Instruction::AdjustStack(by) => by,
            Instruction::Load(_) | Instruction::LoadSelf | Instruction::LoadClassCell(_) => 1,
            Instruction::Store(_) => -1,
            Instruction::Delete(_) => 0,
            Instruction::LoadGlobal(_) => 1,
            Instruction::ImportName(_) => -1,
            Instruction::ImportFrom(_) => 1,
            Instruction::ImportStar => -1,
            Instruction::LoadSingleton(_) | Instruction::LoadSmallInt(_) | Instruction::LoadStr(_) => 1,
            Instruction::LoadConstant(_) | Instruction::LoadNull | Instruction::LoadBuildClass => 1,
            Instruction::LoadMethod { name: _, is_super: false } => 1,
            Instruction::LoadMethod { name: _, is_super: true } => -1,
            Instruction::Subscript(Access::Load) => -1,
            Instruction::Subscript(Access::Store) => -3,
            Instruction::Subscript(Access::Delete) => -2,
            Instruction::Attribute(Access::Load, _) => 0,
            Instruction::Attribute(Access::Store, _) => -2,
            Instruction::Attribute(Access::Delete, _) => -1,
            Instruction::DupTop => 1,
            Instruction::DupTopTwo => 2,
            Instruction::PopTop => -1,
            Instruction::RotTwo | Instruction::RotThree => 0,
            Instruction::Jump(_) => 0,
            Instruction::PopJumpIf(..) | Instruction::JumpIfOrPop(..) => -1,
            Instruction::UnwindJump { .. } => 0,
            Instruction::SetupBlock(Block::With, _) => 2,
            Instruction::SetupBlock(Block::Except | Block::Finally, _) => 0,
            // `None` above the manager's exit method, the manager and the value; all of it is gone afterwards.
            Instruction::WithCleanup { .. } => -1,
            Instruction::AsyncWithCleanup { .. } => 1,
            Instruction::EndFinally(_) => -1,
            Instruction::GetIter { on_stack: true } => ITERATOR_SLOTS - 1,
            Instruction::GetIter { on_stack: false } => 0,
            Instruction::ForIter(_) => 1,
            Instruction::ForIterEnd => -ITERATOR_SLOTS,
            Instruction::PopExceptJump { .. } => 0,
            Instruction::Unary(_) => 0,
            Instruction::Binary(_) | Instruction::BinaryNot(_) => -1,
            Instruction::Build(Build::Map, _) => 1,
            Instruction::Build(Build::Tuple | Build::List | Build::Set | Build::Slice, n) => 1 - n as i32,
            Instruction::StoreMap => -2,
            Instruction::StoreComprehension(Collection::List | Collection::Set, _) => -1,
            Instruction::StoreComprehension(Collection::Dict, _) => -2,
            Instruction::UnpackSequence(n) => n as i32 - 1,
            Instruction::UnpackEx(before, after) => (before + after) as i32,
            Instruction::MakeFunction { scope: _, has_defaults } => {
                if has_defaults {
                    -1
                } else {
                    1
                }
            }
            Instruction::CallFunction(arguments) => -arguments.n_values(),
            Instruction::CallMethod(arguments) => -1 - arguments.n_values(),
            Instruction::ReturnValue => -1,
            Instruction::Raise(n) => -(n as i32),
            Instruction::Yield(_) => 0,
            Instruction::YieldFrom(_) => -1,
            // The exception, and three places for what a jump out of the handler leaves on the stack.
            Instruction::StartExceptHandler => 4,
            Instruction::EndExceptHandler => -3,
        }
    }
}

impl Arguments {
    /// How many values they are on the stack.
    pub const fn n_values(self) -> i32 {
        self.n_positional as i32 + 2 * self.n_keyword as i32 + self.has_star as i32
    }
}
