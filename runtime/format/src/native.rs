//! The table of the runtime that machine code calls into: its entries, in order.
//!
//! A module's constants hold its address ([`crate::mpy::ConstantTag::FunTable`]), and relocations name its entries. What
//! compilers use comes first; linked native modules use all of it.

/// What is passed to an entry or comes back from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An object.
    Object,
    /// The address of objects in a row.
    Objects,
    /// An address of something else; it may be null.
    Pointer,
    /// A number of a word's size whose meaning depends on its type.
    Word,
    /// The type of a word, a [`NativeType`].
    Type,
    /// A number of the runtime's own: a count, a length, an operator.
    Number,
    /// The number of an interned string.
    Qstr,
    /// Of the result only the lowest byte counts.
    Bool,
    /// A number of single precision.
    Float,
    /// A number of double precision.
    Double,
    /// Any further arguments.
    Rest,
}

crate::mpy::numbered! {
    /// What a word of unboxed code is. The names are those that annotations and casts use.
    pub enum NativeType {
        /// An object, boxed.
        Object = 0 "object",
        /// A truth value.
        Bool = 1 "bool",
        /// A signed integer.
        Int = 2 "int",
        /// An unsigned integer.
        Uint = 3 "uint",
        /// An address.
        Ptr = 4 "ptr",
        /// The address of bytes.
        Ptr8 = 5 "ptr8",
        /// The address of 16-bit numbers.
        Ptr16 = 6 "ptr16",
        /// The address of 32-bit numbers.
        Ptr32 = 7 "ptr32",
    }
}

impl NativeType {
    /// The type with this name.
    pub fn from_name(name: &[u8]) -> Option<NativeType> {
        NativeType::ALL.iter().copied().find(|kind| kind.name().as_bytes() == name)
    }
}

/// The shape of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// A value.
    Value(Kind),
    /// A function.
    Function {
        /// What it takes.
        arguments: &'static [Kind],
        /// What it gives back, if anything.
        result: Option<Kind>,
    },
}

/// Declares the entries, one a row: number, variant, name, and `= kind` of a value or `(kinds) -> kind` of a function.
macro_rules! entries {
    (@signature = $kind:ident) => { Signature::Value(Kind::$kind) };
    (@signature ($($argument:ident),*)) => {
        Signature::Function { arguments: &[$(Kind::$argument),*], result: None }
    };
    (@signature ($($argument:ident),*) -> $result:ident) => {
        Signature::Function { arguments: &[$(Kind::$argument),*], result: Some(Kind::$result) }
    };
    ($($(#[$doc:meta])* $number:literal $variant:ident $name:literal ($($shape:tt)*);)*) => {
        crate::mpy::numbered! {
            /// An entry of the table of the runtime.
            pub enum Entry { $($(#[$doc])* $variant = $number $name),* }
        }

        impl Entry {
            /// What it takes and gives.
            pub const fn signature(self) -> Signature {
                match self { $(Entry::$variant => entries!(@signature $($shape)*)),* }
            }
        }
    };
}

entries! {
    /// `None`.
    0 ConstNone "const_none_obj" (= Object);
    /// `False`.
    1 ConstFalse "const_false_obj" (= Object);
    /// `True`.
    2 ConstTrue "const_true_obj" (= Object);
    /// The unboxed value of an object.
    3 ConvertObjToNative "convert_obj_to_native" ((Object, Type) -> Word);
    /// An object of an unboxed value.
    4 ConvertNativeToObj "convert_native_to_obj" ((Word, Type) -> Object);
    /// Makes a module's globals the current ones; gives the former, or null if they are the same.
    5 SwapGlobals "native_swap_globals" ((Pointer) -> Pointer);
    /// A name of the current namespace, of the globals or of the builtins.
    6 LoadName "load_name" ((Qstr) -> Object);
    /// A name of the globals or of the builtins.
    7 LoadGlobal "load_global" ((Qstr) -> Object);
    /// The function that makes classes.
    8 LoadBuildClass "load_build_class" (() -> Object);
    /// An attribute.
    9 LoadAttr "load_attr" ((Object, Qstr) -> Object);
    /// A method and what it is bound to, in two places.
    10 LoadMethod "load_method" ((Object, Qstr, Objects));
    /// The same for `super`: of three places, two are replaced.
    11 LoadSuperMethod "load_super_method" ((Qstr, Objects));
    /// Binds a name in the current namespace.
    12 StoreName "store_name" ((Qstr, Object));
    /// Binds a name in the globals.
    13 StoreGlobal "store_global" ((Qstr, Object));
    /// Sets an attribute; null deletes it.
    14 StoreAttr "store_attr" ((Object, Qstr, Object));
    /// An item; with a value sets it, with null deletes it.
    15 ObjSubscr "obj_subscr" ((Object, Object, Object) -> Object);
    /// The truth of an object.
    16 ObjIsTrue "obj_is_true" ((Object) -> Bool);
    /// `op a`, by the number of the operator.
    17 UnaryOp "unary_op" ((Number, Object) -> Object);
    /// `a op b`, by the number of the operator.
    18 BinaryOp "binary_op" ((Number, Object, Object) -> Object);
    /// A tuple.
    19 BuildTuple "build_tuple" ((Number, Objects) -> Object);
    /// A list.
    20 BuildList "build_list" ((Number, Objects) -> Object);
    /// An empty dict with room for so many pairs.
    21 BuildMap "build_map" ((Number) -> Object);
    /// A set.
    22 BuildSet "build_set" ((Number, Objects) -> Object);
    /// Adds to a set.
    23 StoreSet "store_set" ((Object, Object));
    /// Appends to a list.
    24 ListAppend "list_append" ((Object, Object) -> Object);
    /// Sets the value of a key in a dict, which is given back.
    25 StoreMap "store_map" ((Object, Object, Object) -> Object);
    /// A function, of its code, its module and its defaults.
    26 MakeFunction "make_function_from_proto_fun" ((Pointer, Pointer, Objects) -> Object);
    /// Calls a function; the number is of positional arguments, and of keyword arguments times 256.
    27 CallFunction "native_call_function_n_kw" ((Object, Number, Objects) -> Object);
    /// Calls a method with so many positional and keyword arguments.
    28 CallMethod "call_method_n_kw" ((Number, Number, Objects) -> Object);
    /// Calls with `*` and `**` arguments; the flag tells a method from a function.
    29 CallMethodVar "call_method_n_kw_var" ((Bool, Number, Objects) -> Object);
    /// An iterator, in the place given or, with null, as an object.
    30 GetIter "native_getiter" ((Object, Pointer) -> Object);
    /// The next item, or null.
    31 IterNext "native_iternext" ((Pointer) -> Object);
    /// Catches exceptions from here on; comes back a second time, not with 0, for one.
    32 NlrPush "nlr_push" ((Pointer) -> Number);
    /// Ends what `nlr_push` started.
    33 NlrPop "nlr_pop" (());
    /// Raises an exception; nothing happens for null and `None`.
    34 Raise "native_raise" ((Object));
    /// Imports a module, given the list of names and the level.
    35 ImportName "import_name" ((Qstr, Object, Object) -> Object);
    /// A name of a module.
    36 ImportFrom "import_from" ((Object, Qstr) -> Object);
    /// All names of a module.
    37 ImportAll "import_all" ((Object));
    /// A slice.
    38 NewSlice "new_slice" ((Object, Object, Object) -> Object);
    /// The items of a sequence, last first.
    39 UnpackSequence "unpack_sequence" ((Object, Number, Objects));
    /// The same with a list of the rest in between.
    40 UnpackEx "unpack_ex" ((Object, Number, Objects));
    /// Unbinds a name of the current namespace.
    41 DeleteName "delete_name" ((Qstr));
    /// Unbinds a name of the globals.
    42 DeleteGlobal "delete_global" ((Qstr));
    /// A closure over so many cells.
    43 NewClosure "new_closure" ((Object, Number, Objects) -> Object);
    /// Raises an exception unless as many arguments are there as a signature wants.
    44 ArgCheckNumSig "arg_check_num_sig" ((Number, Number, Number));
    /// Puts the arguments of a call in the places of the parameters.
    45 SetupCodeState "setup_code_state" ((Pointer, Number, Number, Objects));
    /// `a // b` on words.
    46 SmallIntFloorDivide "small_int_floor_divide" ((Word, Word) -> Word);
    /// `a % b` on words.
    47 SmallIntModulo "small_int_modulo" ((Word, Word) -> Word);
    /// Goes on with a delegate; whether it has yielded, and in the place given what.
    48 YieldFrom "native_yield_from" ((Object, Object, Objects) -> Bool);
    /// Saves registers, where `nlr_push` cannot.
    49 Setjmp "setjmp" ((Pointer) -> Number);
    /// C's function.
    50 Memset "memset" ((Pointer, Number, Number) -> Pointer);
    /// C's function.
    51 Memmove "memmove" ((Pointer, Pointer, Number) -> Pointer);
    /// Changes the size of an allocation; the flag allows it to move.
    52 Realloc "realloc" ((Pointer, Number, Bool) -> Pointer);
    /// Prints with a format.
    53 Printf "printf" ((Pointer, Pointer, Rest) -> Number);
    /// The same with a list of arguments.
    54 Vprintf "vprintf" ((Pointer, Pointer, Pointer) -> Number);
    /// Raises an exception of a class with a text.
    55 RaiseMsg "raise_msg" ((Pointer, Pointer));
    /// The type of an object.
    56 ObjGetType "obj_get_type" ((Object) -> Pointer);
    /// A string.
    57 ObjNewStr "obj_new_str" ((Pointer, Number) -> Object);
    /// Bytes.
    58 ObjNewBytes "obj_new_bytes" ((Pointer, Number) -> Object);
    /// A bytearray over memory.
    59 ObjNewBytearrayByRef "obj_new_bytearray_by_ref" ((Number, Pointer) -> Object);
    /// A float of single precision.
    60 ObjNewFloatFromF "obj_new_float_from_f" ((Float) -> Object);
    /// A float of double precision.
    61 ObjNewFloatFromD "obj_new_float_from_d" ((Double) -> Object);
    /// The value of a float.
    62 ObjGetFloatToF "obj_get_float_to_f" ((Object) -> Float);
    /// The value of a float.
    63 ObjGetFloatToD "obj_get_float_to_d" ((Object) -> Double);
    /// As `load_method`, with null if there is none.
    64 LoadMethodMaybe "load_method_maybe" ((Object, Qstr, Objects));
    /// The memory of an object with the buffer protocol.
    65 GetBuffer "get_buffer" ((Object, Pointer, Number) -> Bool);
    /// The stream protocol of an object.
    66 GetStreamRaise "get_stream_raise" ((Object, Number) -> Pointer);
    /// Takes arguments apart.
    67 ArgParseAll "arg_parse_all" ((Number, Objects, Pointer, Number, Pointer, Pointer));
    /// The same with keyword arguments in an array.
    68 ArgParseAllKwArray "arg_parse_all_kw_array" ((Number, Number, Objects, Number, Pointer, Pointer));
    /// The size of an item of an array.
    69 BinaryGetSize "binary_get_size" ((Number, Number, Pointer) -> Number);
    /// An item of an array.
    70 BinaryGetValArray "binary_get_val_array" ((Number, Pointer, Number) -> Object);
    /// Sets an item of an array.
    71 BinarySetValArray "binary_set_val_array" ((Number, Pointer, Number, Object));
    /// Where `print` prints to.
    72 PlatPrint "plat_print" (= Pointer);
    /// The type `type`.
    73 TypeType "type_type" (= Pointer);
    /// The type `str`.
    74 TypeStr "type_str" (= Pointer);
    /// The type `list`.
    75 TypeList "type_list" (= Pointer);
    /// The type `dict`.
    76 TypeDict "type_dict" (= Pointer);
    /// The type of builtin functions without arguments.
    77 TypeFunBuiltin0 "type_fun_builtin_0" (= Pointer);
    /// The same with one argument.
    78 TypeFunBuiltin1 "type_fun_builtin_1" (= Pointer);
    /// The same with two arguments.
    79 TypeFunBuiltin2 "type_fun_builtin_2" (= Pointer);
    /// The same with three arguments.
    80 TypeFunBuiltin3 "type_fun_builtin_3" (= Pointer);
    /// The same with any number of arguments.
    81 TypeFunBuiltinVar "type_fun_builtin_var" (= Pointer);
    /// The class `Exception`.
    82 TypeException "type_Exception" (= Pointer);
    /// The method `read` of streams.
    83 StreamRead "stream_read_obj" (= Pointer);
    /// The method `readinto` of streams.
    84 StreamReadinto "stream_readinto_obj" (= Pointer);
    /// The method `readline` of streams.
    85 StreamUnbufferedReadline "stream_unbuffered_readline_obj" (= Pointer);
    /// The method `write` of streams.
    86 StreamWrite "stream_write_obj" (= Pointer);
}

impl Entry {
    /// How many arguments it is called with, counting no more than the declared ones; 0 for a value.
    pub const fn n_arguments(self) -> usize {
        match self.signature() {
            Signature::Value(_) => 0,
            Signature::Function { arguments, .. } => arguments.len(),
        }
    }
}

const _: () = {
    let mut number = 0;
    while number < Entry::ALL.len() {
        assert!(Entry::ALL[number].number() as usize == number, "the rows are in the order of the table");
        number += 1;
    }
};
