//! What can be wrong with bytes that claim to be an `.mpy` file, and at which of them.

use core::fmt;

use crate::mpy::{Arch, SUB_VERSION, VERSION};

/// Something wrong at one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Offset of the byte in what was being read: the file for the container, the code of one function for its
    /// prelude and instructions.
    pub at: u32,
    /// What is wrong there.
    pub kind: ErrorKind,
}

impl DecodeError {
    /// An error at byte offset `at`; offsets beyond 4 GB are all the same.
    pub fn new(at: usize, kind: ErrorKind) -> DecodeError {
        DecodeError { at: u32::try_from(at).unwrap_or(u32::MAX), kind }
    }

    /// The same error seen from something that contains what was being read, `base` bytes before it.
    pub fn offset_by(self, base: u32) -> DecodeError {
        DecodeError { at: self.at.saturating_add(base), kind: self.kind }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The bytes end in the middle of something.
    UnexpectedEnd,
    /// There are bytes after the last raw code.
    TrailingBytes,
    /// The first byte is not `M`.
    NotMpy,
    /// Another container version.
    Version(u8),
    /// Machine code for another native ABI.
    SubVersion(u8),
    /// The reserved feature bit is set, or the architecture has no name.
    UnknownFeature(u8),
    /// Machine code for another processor.
    IncompatibleArch {
        /// What the code is for.
        file: Arch,
        /// What the device is.
        device: Arch,
    },
    /// Processor extensions that the device does not have.
    IncompatibleArchFlags(u32),
    /// Small integers wider than the device has.
    SmallIntTooWide {
        /// Bits that the file needs.
        file: u8,
        /// Bits that the device has.
        device: u8,
    },
    /// An integer has more bits than its place has room for.
    IntegerTooLarge,
    /// A number that is not a static qstr.
    UnknownQstr(u32),
    /// Text without its final NUL.
    MissingNul,
    /// Text that is not UTF-8.
    NotUtf8,
    /// A number constant that is not written as one.
    MalformedNumber,
    /// A constant of no known type.
    UnknownConstant(u8),
    /// Functions or tuples nested too deeply.
    TooDeep,
    /// Flags of machine code that mean nothing here.
    UnknownScopeFlags(u32),
    /// A relocation that says nothing, or says it about a word outside its section.
    MalformedRelocation,
    /// Code that needs relocation and has children.
    RelocatedCodeWithChildren,
    /// The qstr table has no entry 0 for the source file.
    NoSourceFile,
    /// Fewer bytes than the prelude says.
    MalformedPrelude,
    /// A byte that is no opcode.
    UnknownOpcode(u8),
    /// An operand that its instruction has no meaning for.
    MeaninglessOperand(u32),
    /// An index beyond the qstr table.
    QstrIndex(u32),
    /// An index beyond the constants.
    ConstantIndex(u32),
    /// An index beyond the functions that this one makes.
    ChildIndex(u32),
    /// A local variable or operand beyond the frame.
    FrameTooSmall {
        /// Slots that the code needs.
        needs: u32,
        /// Slots that the prelude asks for.
        has: u32,
    },
    /// More nested exception blocks than the prelude asks for.
    TooManyBlocks(u32),
    /// A jump to somewhere that is not the start of an instruction.
    JumpTarget(i64),
    /// More values taken than this block has put on the stack.
    StackUnderflow,
    /// Two ways to the same instruction with different stacks or blocks.
    StateMismatch,
    /// Execution runs past the last instruction.
    RunsOffEnd,
    /// An instruction that ends or leaves a block where there is none of that kind, or not at its end.
    BlockMismatch,
    /// A loop instruction where the top of the stack is not an iterator.
    NoIterator,
    /// A `yield` in a function that is not marked as a generator.
    YieldOutsideGenerator,
    /// The code is larger, or branches more, than the verifier can keep track of.
    TooComplex,
    /// The caller's scratch buffer is smaller than asked for.
    ScratchTooSmall,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.at)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            ErrorKind::UnexpectedEnd => f.write_str("the data ends too early"),
            ErrorKind::TrailingBytes => f.write_str("data after the end of the module"),
            ErrorKind::NotMpy => f.write_str("not an .mpy file"),
            ErrorKind::Version(found) => {
                write!(
                    f,
                    "incompatible .mpy file: version {found} (MicroPython {}), expected {VERSION}",
                    releases(found)
                )
            }
            ErrorKind::SubVersion(found) => {
                write!(f, "incompatible .mpy file: native code for {VERSION}.{found}, expected {VERSION}.{SUB_VERSION}")
            }
            ErrorKind::UnknownFeature(byte) => write!(f, "incompatible .mpy file: unknown feature byte {byte:#04x}"),
            ErrorKind::IncompatibleArch { file, device } => {
                write!(f, "incompatible .mpy arch: code for {file}, the device is {device}")
            }
            ErrorKind::IncompatibleArchFlags(flags) => {
                write!(f, "incompatible .mpy arch: needs processor extensions {flags:#x}")
            }
            ErrorKind::SmallIntTooWide { file, device } => {
                write!(f, "incompatible .mpy file: made for {file}-bit small integers, the device has {device}")
            }
            ErrorKind::IntegerTooLarge => f.write_str("an integer with too many bits"),
            ErrorKind::UnknownQstr(number) => write!(f, "no static string has number {number}"),
            ErrorKind::MissingNul => f.write_str("text without a final NUL"),
            ErrorKind::NotUtf8 => f.write_str("text that is not UTF-8"),
            ErrorKind::MalformedNumber => f.write_str("malformed number"),
            ErrorKind::UnknownConstant(tag) => write!(f, "unknown constant type {tag}"),
            ErrorKind::TooDeep => f.write_str("nested too deeply"),
            ErrorKind::UnknownScopeFlags(flags) => write!(f, "unknown scope flags {flags:#x}"),
            ErrorKind::MalformedRelocation => f.write_str("malformed relocation"),
            ErrorKind::RelocatedCodeWithChildren => f.write_str("relocated code with nested functions"),
            ErrorKind::NoSourceFile => f.write_str("no source file name"),
            ErrorKind::MalformedPrelude => f.write_str("malformed function prelude"),
            ErrorKind::UnknownOpcode(code) => write!(f, "unknown opcode {code:#04x}"),
            ErrorKind::MeaninglessOperand(value) => write!(f, "meaningless operand {value}"),
            ErrorKind::QstrIndex(index) => write!(f, "string index {index} out of range"),
            ErrorKind::ConstantIndex(index) => write!(f, "constant index {index} out of range"),
            ErrorKind::ChildIndex(index) => write!(f, "function index {index} out of range"),
            ErrorKind::FrameTooSmall { needs, has } => write!(f, "a frame of {has} slots where {needs} are needed"),
            ErrorKind::TooManyBlocks(has) => write!(f, "more than {has} nested exception blocks"),
            ErrorKind::JumpTarget(target) => write!(f, "jump to {target}, where no instruction starts"),
            ErrorKind::StackUnderflow => f.write_str("stack underflow"),
            ErrorKind::StateMismatch => f.write_str("instruction reached with different stacks"),
            ErrorKind::RunsOffEnd => f.write_str("code runs past its end"),
            ErrorKind::BlockMismatch => f.write_str("mismatched exception block"),
            ErrorKind::NoIterator => f.write_str("loop without an iterator"),
            ErrorKind::YieldOutsideGenerator => f.write_str("yield in a function that is no generator"),
            ErrorKind::TooComplex => f.write_str("function too large to verify"),
            ErrorKind::ScratchTooSmall => f.write_str("not enough memory to verify"),
        }
    }
}

impl core::error::Error for DecodeError {}

/// The MicroPython releases that write a container version.
fn releases(version: u8) -> &'static str {
    match version {
        0 => "1.5.1 to 1.8.7",
        2 => "1.9 to 1.9.2",
        3 => "1.9.3 to 1.10",
        4 => "1.11",
        5 => "1.12 to 1.18",
        6 => "1.19 and up",
        _ => "of no known release",
    }
}
