//! Back ends: what lowered functions become.
//!
//! Lowering writes each function as a list of [`Instruction`]s, a stack machine's code with symbolic labels and names.
//! It is written once, and a back end goes over it as often as it needs. Nothing in it depends on a target.

mod bytecode;
mod constant;
mod effect;
mod error;
mod float;
pub mod inline;
mod layout;
pub mod native;
mod qstr;

use alloc::{boxed::Box, string::String, vec::Vec};
use core::ops::Range;

use mpy_format::operator::{BinaryOp, UnaryOp};
use mpy_format::{Arch, CodeKind, Constant, Header, Module, RawCode};

pub use bytecode::Bytecode;
pub use constant::{ConstantIndex, Constants, nests_deeper};
pub use error::{EmitError, Refusal};
pub use qstr::{QstrIndex, Qstrs};

use inline::{Assembly, InlineAssembler};
use native::Native;

use crate::ast::Interner;
use crate::optimize::Passes;
use crate::scope::{BindingId, ScopeId, ScopeTree};
use crate::source::Span;

/// A place in a function's code, to be assigned once and jumped to from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(pub u32);

impl Label {
    /// The position in tables beside the function.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Labels that every function has besides those of its instructions.
pub const N_RESERVED_LABELS: u32 = 6;

/// What is done with an attribute or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its value is pushed.
    Load,
    /// It becomes the value below what it belongs to.
    Store,
    /// It is removed.
    Delete,
}

/// The words of the language that are values and have opcodes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Singleton {
    /// `False`
    False,
    /// `None`
    None,
    /// `True`
    True,
}

/// What entering a block prepares for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The body of a `with`.
    With,
    /// A `try` with handlers.
    Except,
    /// A `try` with a `finally`.
    Finally,
}

/// What is built from values on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// A tuple of as many values.
    Tuple,
    /// A list of as many values.
    List,
    /// An empty dict with room for as many pairs; it takes no values.
    Map,
    /// A set of as many values.
    Set,
    /// A slice of two or three values.
    Slice,
}

/// What a comprehension adds its element to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// A list.
    List,
    /// A dict: the element is a key above its value.
    Dict,
    /// A set.
    Set,
}

/// One step of a function. The comments give the effect on the stack, whose top is on the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instruction {
    /// What follows comes from this line of the source; a line before the last one changes nothing.
    Line(u32),
    /// A list of nodes starts. Only in unboxed code: an error in an item ends the list, and the line of the first item
    /// with an error that has one is the line of the error.
    StartItems,
    /// The end of an item of the list, which starts in a line; 0 if it has none.
    EndItem(u32),
    /// The end of the list, whose items leave so many values on the stack.
    EndItems(u32),
    /// The label is here.
    Label(Label),
    /// The depth of the stack is other than the steps before tell, because a jump brings or takes values.
    AdjustStack(i32),

    /// `-- value` of a name, as its scope resolves it.
    Load(BindingId),
    /// `value --`
    Store(BindingId),
    /// `--`
    Delete(BindingId),
    /// `-- self`: the first parameter of the function.
    LoadSelf,
    /// `-- cell` of `__class__` if a method of the class uses it, `None` otherwise.
    LoadClassCell(BindingId),
    /// `-- value` of a module-level or builtin name.
    LoadGlobal(QstrIndex),

    /// `level fromlist -- module`
    ImportName(QstrIndex),
    /// `module -- module value`
    ImportFrom(QstrIndex),
    /// `module --`
    ImportStar,

    /// `-- value`
    LoadSingleton(Singleton),
    /// `-- int`
    LoadSmallInt(i64),
    /// `-- str`
    LoadStr(QstrIndex),
    /// `-- object` of the constant table.
    LoadConstant(ConstantIndex),
    /// `-- null`, which is no value.
    LoadNull,
    /// `object -- method self`; for `super`: `super class self -- method self`
    LoadMethod {
        /// Its name.
        name: QstrIndex,
        /// Whether the search starts after a class.
        is_super: bool,
    },
    /// `-- function` that makes classes.
    LoadBuildClass,

    /// Load: `base index -- value`. Store: `value base index --`. Delete: `base index --`.
    Subscript(Access),
    /// Load: `base -- value`. Store: `value base --`. Delete: `base --`.
    Attribute(Access, QstrIndex),

    /// `a -- a a`
    DupTop,
    /// `a b -- a b a b`
    DupTopTwo,
    /// `a --`
    PopTop,
    /// `a b -- b a`
    RotTwo,
    /// `a b c -- c a b`
    RotThree,

    /// Goes to the label.
    Jump(Label),
    /// `value --` and goes to the label if it is as true as the flag.
    PopJumpIf(bool, Label),
    /// Goes to the label if the value is as true as the flag, and drops the value otherwise.
    JumpIfOrPop(bool, Label),
    /// `break` and `continue`: leaves so many blocks and goes to the label.
    UnwindJump {
        /// Where to.
        label: Label,
        /// How many blocks to leave.
        n_blocks: u32,
        /// Whether the iterator of a `for` is dropped.
        drops_iterator: bool,
    },
    /// Enters a block whose handler is at the label. For a `with`: `manager -- exit manager value`.
    SetupBlock(Block, Label),
    /// Ends the body of a `with`. `exit manager -- …`
    WithCleanup {
        /// Its handler.
        handler: Label,
        /// The first of three labels in a row, for what calls `__exit__`.
        labels: Label,
    },
    /// Ends the body of an `async with`. Three labels in a row: the `finally` block, where `__aexit__` is called
    /// without an exception, and where a `return` or a jump goes on.
    AsyncWithCleanup {
        /// The first of the three.
        labels: Label,
        /// The name `BaseException`.
        base_exception: QstrIndex,
    },
    /// `state --` and goes on with what the block was left for; with the label, if that was nothing.
    EndFinally(Label),
    /// `iterable -- iterator`; on the stack an iterator takes four places.
    GetIter {
        /// Whether a `for` of the same function uses it, so that it needs no object of its own.
        on_stack: bool,
    },
    /// `iterator -- iterator item`, or drops it and goes to the label.
    ForIter(Label),
    /// The end of a `for` whose iterator is dropped.
    ForIterEnd,
    /// Leaves a block and goes to the label.
    PopExceptJump {
        /// Where to.
        label: Label,
        /// Whether an exception has been handled.
        in_handler: bool,
    },

    /// `a -- op a`
    Unary(UnaryOp),
    /// `a b -- a op b`
    Binary(BinaryOp),
    /// `a b -- not (a op b)`: `not in` and `is not`.
    BinaryNot(BinaryOp),
    /// `values -- object`
    Build(Build, u32),
    /// `dict value key -- dict`
    StoreMap,
    /// `element --`, added to the collection that lies so deep.
    StoreComprehension(Collection, u32),
    /// `sequence -- values`, the first on top.
    UnpackSequence(u32),
    /// The same with a list of the rest between so many values before it and after it.
    UnpackEx(u32, u32),

    /// `[defaults] -- function`. Positional defaults are a tuple, the others a dict above it; if there are any of one
    /// kind, the other is null.
    MakeFunction {
        /// The scope of its body.
        scope: ScopeId,
        /// Whether there are defaults on the stack.
        has_defaults: bool,
    },
    /// `function args -- result`; a keyword argument is its name and its value.
    CallFunction(Arguments),
    /// `method self args -- result`
    CallMethod(Arguments),
    /// `value --` and leaves the function.
    ReturnValue,
    /// `[exception [cause]] --` and does not go on; the number says how many there are.
    Raise(u32),
    /// `value -- sent`, and goes on at the label.
    Yield(Label),
    /// `iterator None -- result`, by way of three labels in a row.
    YieldFrom(Label),

    /// The start of the handlers of a `try`: `-- exception`.
    StartExceptHandler,
    /// Their end.
    EndExceptHandler,
}

/// How many arguments a call has on the stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Positional ones, `*x` included.
    pub n_positional: u32,
    /// Keyword ones, `**x` included.
    pub n_keyword: u32,
    /// Whether a bit map of the `*x` lies above them.
    pub has_star: bool,
}

impl Arguments {
    /// So many positional arguments and nothing else.
    pub const fn positional(n: u32) -> Arguments {
        Arguments { n_positional: n, n_keyword: 0, has_star: false }
    }
}

/// The code of one scope.
#[derive(Clone, Debug)]
pub struct Function {
    /// Where its instructions are in [`Program::instructions`].
    pub code: Range<usize>,
    /// How many labels they use: all are below this. The first [`N_RESERVED_LABELS`] are for what back ends write before
    /// and after the instructions.
    pub n_labels: u32,
    /// How many blocks are open at once.
    pub n_blocks: u32,
    /// Scopes of the functions it makes, in the order it makes them.
    pub children: Vec<ScopeId>,
    /// What it says, if it is written in assembler; it has no instructions then.
    pub assembly: Option<Box<Assembly>>,
    /// The line that it starts in, which errors are charged to that have no other.
    pub line: u32,
    /// Where it stands.
    pub span: Span,
}

/// What a module's code refers to by index. Lowering starts it, and back ends add to it.
#[derive(Debug, Default)]
pub struct Tables {
    /// The strings.
    pub qstrs: Qstrs,
    /// The objects.
    pub constants: Constants,
    /// By the index of a string, the object that it is, if code refers to it as one.
    string_objects: Vec<Option<ConstantIndex>>,
}

impl Tables {
    /// Tables that lowering has started.
    pub fn new(qstrs: Qstrs, constants: Constants) -> Tables {
        Tables { qstrs, constants, string_objects: Vec::new() }
    }

    /// The object of a string of the table.
    pub fn string_object(&mut self, names: &Interner, index: QstrIndex) -> ConstantIndex {
        let position = index.0 as usize;
        if position >= self.string_objects.len() {
            self.string_objects.resize(position + 1, None);
        }
        *self.string_objects[position].get_or_insert_with(|| {
            self.constants.intern_object(Constant::Str(names.text(self.qstrs.symbol(index)).to_vec()))
        })
    }
}

/// A lowered module.
#[derive(Debug)]
pub struct Program {
    /// The texts of all names.
    pub names: Interner,
    /// The scopes, resolved.
    pub scopes: ScopeTree,
    /// One function a scope, by the same index.
    pub functions: Vec<Function>,
    /// The code of all functions.
    pub instructions: Vec<Instruction>,
    /// What its code refers to by index.
    pub tables: Tables,
}

impl Program {
    /// The code of one scope.
    pub fn code(&self, scope: ScopeId) -> &[Instruction] {
        &self.instructions[self.functions[scope.index()].code.clone()]
    }
}

/// A back end.
pub trait Emit {
    /// Makes the code of one scope; `children` is filled in by the caller. Scopes come in the order of the tree, and
    /// the names that are first mentioned here are numbered in that order.
    fn emit(&mut self, program: &Program, tables: &mut Tables, scope: ScopeId) -> Result<RawCode, EmitError>;
}

/// What machine code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processor {
    /// The architecture.
    pub arch: Arch,
    /// Extensions of it, as the header of a file has them.
    pub flags: u32,
    /// Whether code is the reference's even where that is wrong.
    pub keeps_faults: bool,
    /// What makes it better than the reference's.
    pub passes: Passes,
}

/// All back ends: each function goes to the one that its scope names.
pub struct BackEnds {
    bytecode: Bytecode,
    native: Native,
    assembler: InlineAssembler,
}

impl BackEnds {
    /// The back ends for machine code of a processor.
    pub fn new(processor: Processor) -> BackEnds {
        let (native, assembler) = (Native::new(processor), InlineAssembler::new(processor));
        BackEnds { bytecode: Bytecode::default(), native, assembler }
    }
}

impl BackEnds {
    /// What the architecture `debug` has listed since the last call.
    pub fn take_listing(&mut self) -> String {
        self.native.take_listing()
    }
}

impl Emit for BackEnds {
    fn emit(&mut self, program: &Program, tables: &mut Tables, scope: ScopeId) -> Result<RawCode, EmitError> {
        match program.scopes[scope].code_kind {
            CodeKind::Bytecode => self.bytecode.emit(program, tables, scope),
            CodeKind::Native | CodeKind::Viper => self.native.emit(program, tables, scope),
            CodeKind::Asm => self.assembler.emit(program, tables, scope),
        }
    }
}

/// Emits every function of a program, and puts each below the one that makes it.
pub fn emit_program(program: &mut Program, back_end: &mut dyn Emit) -> Result<RawCode, EmitError> {
    let mut tables = core::mem::take(&mut program.tables);
    let n_scopes = program.functions.len();
    let mut codes = Vec::with_capacity(n_scopes);
    for scope in program.scopes.ids() {
        let code = back_end.emit(program, &mut tables, scope);
        codes.push(Some(code.map_err(|error| error.in_scope(program.names.text(program.scopes[scope].name)))?));
    }
    program.tables = tables;
    // Children come after their parent, so going backwards each function is complete before it is moved.
    for index in (0..n_scopes).rev() {
        let children = &program.functions[index].children;
        let taken: Vec<_> = children.iter().filter_map(|child| codes[child.index()].take()).collect();
        if let Some(code) = &mut codes[index] {
            code.children = taken;
        }
    }
    Ok(codes.swap_remove(0).expect("the module is nobody's child"))
}

/// The file of a program. What the header says of machine code counts only if there is some.
///
/// ```
/// use mpy_cross::emit::emit_module;
/// use mpy_cross::{Options, lower::lower, parse::parse, source::SourceFile};
///
/// let options = Options::default();
/// let source = SourceFile::new("app.py", "print('hello')\n");
/// let ast = parse(&source, options.parse_options()).unwrap();
/// let program = lower(ast, source.embedded_name(), options.lower_options()).unwrap();
/// let module = emit_module(program, options.header(), &mut options.back_ends()).unwrap();
/// assert_eq!(Some(module), mpy_cross::compile(&source, &options).0);
/// ```
pub fn emit_module(mut program: Program, mut header: Header, back_end: &mut dyn Emit) -> Result<Module, EmitError> {
    let code = emit_program(&mut program, back_end)?;
    if program.tables.constants.nest_too_deep() {
        return Err(EmitError::NestedTooDeep);
    }
    if program.scopes.iter().all(|scope| scope.code_kind == CodeKind::Bytecode) {
        (header.sub_version, header.arch) = (0, Arch::None);
    }
    Ok(Module {
        header,
        qstrs: program.tables.qstrs.to_entries(&program.names),
        constants: program.tables.constants.into_vec(),
        code,
    })
}
