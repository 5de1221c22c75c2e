//! The builtin types: one table that gives each its stable number, its base, its methods and its constructor.
//!
//! One Python type per file, named as Python names it, the method table last. A builtin type is an immediate
//! ([`Value::type_`]), a builtin function is an immediate too (`table << 8 | entry`, see [`method`]): nothing in ROM or
//! RAM holds an address of the VM's code.

use mpy_format::qstr::Qstr;

use crate::exception::Raised;
use crate::heap::layout::Kind;
use crate::heap::{Mutator, Object, Ret, Slot};
use crate::q;
use crate::value::{Tag, Value, Word};
use crate::vm::Vm;
use crate::vm::code::shape_flag;

/// What a builtin returns.
pub type Res = Result<Ret, Raised>;

/// A builtin function. Its arguments are in slots of the VM stack; slots it makes are released when it returns.
pub type Builtin = fn(&mut Vm, Args) -> Res;

/// The arguments of a builtin: `count` positional ones, then `keywords` pairs of name and value.
#[derive(Clone, Copy, Debug)]
pub struct Args {
    first: Slot,
    count: u16,
    keywords: u16,
}

impl Args {
    /// Arguments that start in `first`.
    pub fn new(first: Slot, count: u32, keywords: u32) -> Args {
        Args { first, count: count as u16, keywords: keywords as u16 }
    }

    /// How many positional arguments.
    #[inline(always)]
    pub fn count(self) -> u32 {
        u32::from(self.count)
    }

    /// How many keyword arguments.
    #[inline(always)]
    pub fn keywords(self) -> u32 {
        u32::from(self.keywords)
    }

    /// The slot of a positional argument.
    ///
    /// # Panics
    /// If there is no such argument: the method table gives the least and the largest number.
    #[inline(always)]
    pub fn slot(self, index: u32) -> Slot {
        assert!(index < u32::from(self.count));
        self.first.next(index)
    }

    /// The slot of a positional argument that may be left out.
    #[inline]
    pub fn get(self, index: u32) -> Option<Slot> {
        (index < u32::from(self.count)).then(|| self.first.next(index))
    }

    /// Name and value slot of keyword argument `index`.
    pub fn keyword(self, index: u32) -> (Slot, Slot) {
        assert!(index < u32::from(self.keywords));
        let name = u32::from(self.count) + index * 2;
        (self.first.next(name), self.first.next(name + 1))
    }

    /// The value slot of the keyword argument `name`.
    pub fn find_keyword(self, vm: &Vm, name: Qstr) -> Option<Slot> {
        let m = vm.view();
        let wanted = m.qstr_text(name);
        (0..self.keywords())
            .map(|index| self.keyword(index))
            .find_map(|(key, value)| (m.as_str(m.get(key)) == Some(wanted)).then_some(value))
    }

    /// The same arguments without the first one.
    pub fn rest(self) -> Args {
        assert!(self.count > 0);
        Args { first: self.first.next(1), count: self.count - 1, keywords: self.keywords }
    }
}

/// How a method is reached and what it takes: the flags of [`Method`].
pub mod takes {
    /// Keyword arguments are passed on to the function; others refuse them.
    pub const KEYWORDS: u8 = 1;
    /// Called without `self`: a static method.
    pub const STATIC: u8 = 2;
    /// Called with the class in place of `self`.
    pub const CLASS: u8 = 4;
    /// Depends on the outside world or changes it: a module that calls it when imported cannot be preloaded.
    pub const IMPURE: u8 = 8;
}

/// One builtin function in the table of its type or module.
#[derive(Clone, Copy)]
pub struct Method {
    /// Its name.
    pub name: Qstr,
    /// Fewest positional arguments, `self` included.
    pub min: u8,
    /// Most positional arguments, `self` included; [`Method::ANY`]: no limit.
    pub max: u8,
    /// Of [`takes`].
    pub flags: u8,
    /// The function.
    pub function: Builtin,
}

impl Method {
    /// No limit to the number of arguments.
    pub const ANY: u8 = u8::MAX;

    /// A function of `count` arguments.
    pub const fn fixed(name: Qstr, count: u8, function: Builtin) -> Method {
        Method { name, min: count, max: count, flags: 0, function }
    }

    /// A function of `min` to `max` arguments.
    pub const fn range(name: Qstr, min: u8, max: u8, function: Builtin) -> Method {
        Method { name, min, max, flags: 0, function }
    }

    /// The same, with [`takes`] flags.
    pub const fn with(mut self, flags: u8) -> Method {
        self.flags |= flags;
        self
    }
}

/// What the VM knows of a builtin type.
pub struct TypeInfo {
    /// Its name.
    pub name: Qstr,
    /// Its base; `object` is its own.
    pub base: Type,
    /// Its methods and constants.
    pub methods: &'static [Method],
    /// Called for `T(...)`: the first argument is the class (`T`, or a class that derives from it).
    pub new: Option<Builtin>,
}

macro_rules! types {
    ($($name:ident = $text:tt ($base:ident) $methods:expr, $new:expr;)*) => {
        /// The builtin types, by stable number.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        #[expect(missing_docs, reason = "each is the Python type of that name")]
        pub enum Type { $($name),* }

        impl Type {
            /// Every type, by number.
            pub const ALL: &'static [Type] = &[$(Type::$name),*];

            /// The type with this number.
            pub fn from_number(number: u16) -> Option<Type> {
                Type::ALL.get(number as usize).copied()
            }

            /// What the VM knows of it.
            pub fn info(self) -> &'static TypeInfo {
                &TYPES[self as usize]
            }
        }

        static TYPES: [TypeInfo; Type::ALL.len()] = [
            $(TypeInfo { name: q!($text), base: Type::$base, methods: $methods, new: $new }),*
        ];
    };
}

macro_rules! files {
    ($($file:ident),*) => { $(pub mod $file;)* };
}

files!(
    attr_tuple,
    bool,
    bytearray,
    bytes,
    classmethod,
    dict,
    dict_view,
    enumerate,
    exception,
    filter,
    frozenset,
    function,
    generator,
    int,
    iterator,
    list,
    map,
    memoryview,
    module,
    none,
    object,
    property,
    range,
    reversed,
    set,
    slice,
    staticmethod,
    str,
    stream,
    super_,
    tuple,
    type_,
    zip
);
#[cfg(feature = "complex")]
pub mod complex;
#[cfg(not(feature = "complex"))]
#[path = "complex_absent.rs"]
pub mod complex;
#[cfg(feature = "collections")]
pub mod deque;
#[cfg(not(feature = "collections"))]
#[path = "deque_absent.rs"]
pub mod deque;
#[cfg(feature = "float")]
pub mod float;
#[cfg(not(feature = "float"))]
#[path = "float_absent.rs"]
pub mod float;
#[cfg(feature = "collections")]
pub mod named_tuple;
#[cfg(not(feature = "collections"))]
#[path = "named_tuple_absent.rs"]
pub mod named_tuple;
#[cfg(feature = "collections")]
pub mod ordered_dict;
#[cfg(not(feature = "collections"))]
#[path = "ordered_dict_absent.rs"]
pub mod ordered_dict;
pub mod signature;
pub mod storage;
pub mod table;
pub mod text;

types! {
    Object = object (Object) object::METHODS, Some(object::new);
    Type = type (Object) type_::METHODS, Some(type_::new);
    NoneType = NoneType (Object) &[], None;
    Bool = bool (Object) &[], Some(bool::new);
    Int = int (Object) int::METHODS, Some(int::new);
    Float = float (Object) float::METHODS, float::NEW;
    Complex = complex (Object) &[], complex::NEW;
    Str = str (Object) str::METHODS, Some(str::new);
    Bytes = bytes (Object) bytes::METHODS, Some(bytes::new);
    ByteArray = bytearray (Object) bytearray::METHODS, Some(bytearray::new);
    Tuple = tuple (Object) tuple::METHODS, Some(tuple::new);
    List = list (Object) list::METHODS, Some(list::new);
    Dict = dict (Object) dict::METHODS, Some(dict::new);
    OrderedDict = OrderedDict (Dict) &[], ordered_dict::NEW;
    Deque = deque (Object) deque::METHODS, deque::NEW;
    Set = set (Object) set::METHODS, Some(set::new);
    FrozenSet = frozenset (Object) frozenset::METHODS, Some(frozenset::new);
    Range = range (Object) &[], Some(range::new);
    Slice = slice (Object) slice::METHODS, Some(slice::new);
    Function = function (Object) &[], None;
    Closure = closure (Object) &[], None;
    Generator = generator (Object) generator::METHODS, None;
    Module = module (Object) &[], None;
    BoundMethod = bound_method (Object) &[], None;
    Property = property (Object) property::METHODS, Some(property::new);
    StaticMethod = staticmethod (Object) &[], Some(staticmethod::new);
    ClassMethod = classmethod (Object) &[], Some(classmethod::new);
    Super = super (Object) &[], Some(super_::new);
    MemoryView = memoryview (Object) memoryview::METHODS, Some(memoryview::new);
    DictView = dict_view (Object) &[], None;
    Iterator = iterator (Object) iterator::METHODS, None;
    Enumerate = enumerate (Object) iterator::METHODS, Some(enumerate::new);
    Zip = zip (Object) iterator::METHODS, Some(zip::new);
    Map = map (Object) iterator::METHODS, Some(map::new);
    Filter = filter (Object) iterator::METHODS, Some(filter::new);
    Reversed = reversed (Object) iterator::METHODS, Some(reversed::new);
    Ellipsis = ellipsis (Object) &[], None;
    NotImplementedType = NotImplementedType (Object) &[], None;
    Code = code (Object) &[], None;
    TextIo = TextIOWrapper (Object) stream::METHODS, None;

    BaseException = BaseException (Object) exception::METHODS, Some(exception::new);
    SystemExit = SystemExit (BaseException) &[], Some(exception::new);
    KeyboardInterrupt = KeyboardInterrupt (BaseException) &[], Some(exception::new);
    GeneratorExit = GeneratorExit (BaseException) &[], Some(exception::new);
    Exception = Exception (BaseException) &[], Some(exception::new);
    StopIteration = StopIteration (Exception) &[], Some(exception::new);
    StopAsyncIteration = StopAsyncIteration (Exception) &[], Some(exception::new);
    ArithmeticError = ArithmeticError (Exception) &[], Some(exception::new);
    OverflowError = OverflowError (ArithmeticError) &[], Some(exception::new);
    ZeroDivisionError = ZeroDivisionError (ArithmeticError) &[], Some(exception::new);
    AssertionError = AssertionError (Exception) &[], Some(exception::new);
    AttributeError = AttributeError (Exception) &[], Some(exception::new);
    EOFError = EOFError (Exception) &[], Some(exception::new);
    ImportError = ImportError (Exception) &[], Some(exception::new);
    LookupError = LookupError (Exception) &[], Some(exception::new);
    IndexError = IndexError (LookupError) &[], Some(exception::new);
    KeyError = KeyError (LookupError) &[], Some(exception::new);
    MemoryError = MemoryError (Exception) &[], Some(exception::new);
    NameError = NameError (Exception) &[], Some(exception::new);
    OSError = OSError (Exception) &[], Some(exception::new);
    RuntimeError = RuntimeError (Exception) &[], Some(exception::new);
    NotImplementedError = NotImplementedError (RuntimeError) &[], Some(exception::new);
    SyntaxError = SyntaxError (Exception) &[], Some(exception::new);
    IndentationError = IndentationError (SyntaxError) &[], Some(exception::new);
    TypeError = TypeError (Exception) &[], Some(exception::new);
    ValueError = ValueError (Exception) &[], Some(exception::new);
    UnicodeError = UnicodeError (ValueError) &[], Some(exception::new);
    ViperTypeError = ViperTypeError (TypeError) &[], Some(exception::new);
}

/// Method tables with these numbers and above are those of the builtin modules.
pub const FIRST_MODULE_TABLE: u8 = 128;

const _: () = assert!(Type::ALL.len() <= FIRST_MODULE_TABLE as usize);

/// The builtin function with the number in [`Tag::Function`].
pub fn method(number: u16) -> Option<&'static Method> {
    let (table, entry) = ((number >> 8) as u8, (number & 0xff) as usize);
    match table.checked_sub(FIRST_MODULE_TABLE) {
        None => Type::from_number(u16::from(table))?.info().methods.get(entry),
        Some(module) => crate::modules::info(u16::from(module))?.functions.get(entry),
    }
}

/// Whether a builtin function is one of a module, and no method.
pub fn is_of_module(number: u16) -> bool {
    (number >> 8) as u8 >= FIRST_MODULE_TABLE
}

impl Type {
    /// The method `name` of this type or of one of its bases: its number and itself. What `object` has is its alone.
    pub fn find_method(self, name: Qstr) -> Option<(u16, &'static Method)> {
        let mut type_ = self;
        loop {
            let info = type_.info();
            if let Some(entry) = info.methods.iter().position(|method| method.name == name) {
                return Some(((type_ as u16) << 8 | entry as u16, &info.methods[entry]));
            }
            type_ = info.base;
            if type_ == Type::Object {
                return None;
            }
        }
    }

    /// Whether programs can name it without importing.
    pub fn is_builtin_name(self) -> bool {
        self.info().new.is_some() && !matches!(self, Type::Function | Type::OrderedDict | Type::Deque)
    }

    /// Whether this type is `other` or derives from it.
    pub fn derives_from(self, other: Type) -> bool {
        let mut type_ = self;
        loop {
            if type_ == other {
                return true;
            }
            if type_.info().base == type_ {
                return false;
            }
            type_ = type_.info().base;
        }
    }
}

/// Fields of [`Kind::Class`].
pub mod class_field {
    /// `__name__`: an interned string.
    pub const NAME: u32 = 1;
    /// `__bases__`: a tuple; see `type_::bases` for classes that keep a list as well.
    pub const BASES: u32 = 2;
    /// Small int: which special lookups the class needs, see `type_`.
    pub const FLAGS: u32 = 3;
}

/// The class of a value: a builtin type, or a [`Kind::Class`].
pub fn type_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Value<'m> {
    let type_ = match value.word().tag() {
        Tag::Null => Type::NoneType,
        Tag::Int(_) => Type::Int,
        Tag::Qstr(_) => Type::Str,
        Tag::Type(_) => Type::Type,
        Tag::Function(_) => Type::Function,
        Tag::Module(_) => Type::Module,
        Tag::Singleton(_) => match value.word() {
            Word::TRUE | Word::FALSE => Type::Bool,
            Word::ELLIPSIS => Type::Ellipsis,
            Word::NOT_IMPLEMENTED => Type::NotImplementedType,
            Word::EMPTY_TUPLE => Type::Tuple,
            Word::EMPTY_BYTES => Type::Bytes,
            Word::STDOUT | Word::STDERR => Type::TextIo,
            _ => Type::NoneType,
        },
        Tag::Object(_) => match m.object(value) {
            Some(object) => match m.kind(object) {
                Kind::Instance | Kind::InstanceNative => return m.field(object, 1),
                Kind::Exception => return m.field(object, crate::exception::field::CLASS),
                Kind::AttrTuple => return attr_tuple::class(m, object),
                Kind::Function | Kind::FunctionKw if makes_generator(m, object) => Type::Generator,
                kind => kind.type_(),
            },
            None => Type::Object,
        },
    };
    Value::type_(type_ as u16)
}

/// Whether a call of the function makes a generator.
fn makes_generator<'m>(m: Mutator<'m>, function: Object<'m>) -> bool {
    let heap = &m.vm.heap;
    heap.shape(heap.code_of(function.address())).flags & shape_flag::GENERATOR != 0
}

/// The builtin type that decides how a value behaves: for an instance of a class that derives from a builtin type, the
/// object behind it is in field 2; see [`native_of`].
pub fn builtin_type_of(m: Mutator<'_>, value: Value<'_>) -> Type {
    match type_of(m, value).word().as_type().and_then(Type::from_number) {
        Some(type_) => type_,
        None if m.kind_of(value) == Some(Kind::AttrTuple) => Type::Tuple,
        None => Type::Object,
    }
}

/// The object of the builtin type behind an instance whose class derives from one; other values as they are.
pub fn native_of<'m>(m: Mutator<'m>, value: Value<'m>) -> Value<'m> {
    match m.object_of(value, Kind::InstanceNative) {
        Some(object) => m.field(object, 2),
        None => value,
    }
}

/// The name of a class.
pub fn name_of_type(m: Mutator<'_>, class: Value<'_>) -> Qstr {
    match class.word().tag() {
        Tag::Type(number) => Type::from_number(number).map_or(Qstr::EMPTY, |type_| type_.info().name),
        _ => m
            .object_of(class, Kind::Class)
            .and_then(|object| m.field(object, class_field::NAME).word().as_qstr())
            .unwrap_or(Qstr::EMPTY),
    }
}

/// Whether `class` is `base` or derives from it.
pub fn is_subclass<'m>(m: Mutator<'m>, class: Value<'m>, base: Value<'m>) -> bool {
    if class == base {
        return true;
    }
    let builtin = |class: Value<'_>| class.word().as_type().and_then(Type::from_number);
    match builtin(base) {
        Some(Type::Object) => is_class(m, class),
        Some(base) => type_::search(m, class, |it| builtin(it)?.derives_from(base).then_some(())).is_some(),
        None => type_::search(m, class, |it| (it == base).then_some(())).is_some(),
    }
}

/// Whether `value` is a class.
pub fn is_class<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    value.word().as_type().is_some() || m.kind_of(value) == Some(Kind::Class)
}

/// Whether `value` is an exception class.
pub fn is_exception_class<'m>(m: Mutator<'m>, value: Value<'m>) -> bool {
    is_subclass(m, value, Value::type_(Type::BaseException as u16))
}

/// Whether `value` is an instance of `class`.
pub fn is_instance<'m>(m: Mutator<'m>, value: Value<'m>, class: Value<'m>) -> bool {
    is_subclass(m, type_of(m, value), class)
}
