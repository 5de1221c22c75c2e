//! The operators of bytecode, by the numbers that `UNARY_OP_MULTI` and `BINARY_OP_MULTI` add to their opcodes.

use crate::mpy::numbered;

numbered! {
    /// Operators on one value. The names are the source text.
    pub enum UnaryOp {
        /// `+x`
        Positive = 0 "+",
        /// `-x`
        Negative = 1 "-",
        /// `~x`
        Invert = 2 "~",
        /// `not x`
        Not = 3 "not",
    }
}

numbered! {
    /// Operators on two values. The names are the source text; `is not` and `not in` are made with [`UnaryOp::Not`].
    pub enum BinaryOp {
        /// `a < b`
        Less = 0 "<",
        /// `a > b`
        More = 1 ">",
        /// `a == b`
        Equal = 2 "==",
        /// `a <= b`
        LessEqual = 3 "<=",
        /// `a >= b`
        MoreEqual = 4 ">=",
        /// `a != b`
        NotEqual = 5 "!=",
        /// `a in b`
        In = 6 "in",
        /// `a is b`
        Is = 7 "is",
        /// Whether exception `a` is caught by `except b:`.
        ExceptionMatch = 8 "exception match",
        /// `a |= b`
        InplaceOr = 9 "|=",
        /// `a ^= b`
        InplaceXor = 10 "^=",
        /// `a &= b`
        InplaceAnd = 11 "&=",
        /// `a <<= b`
        InplaceLshift = 12 "<<=",
        /// `a >>= b`
        InplaceRshift = 13 ">>=",
        /// `a += b`
        InplaceAdd = 14 "+=",
        /// `a -= b`
        InplaceSubtract = 15 "-=",
        /// `a *= b`
        InplaceMultiply = 16 "*=",
        /// `a @= b`
        InplaceMatMultiply = 17 "@=",
        /// `a //= b`
        InplaceFloorDivide = 18 "//=",
        /// `a /= b`
        InplaceTrueDivide = 19 "/=",
        /// `a %= b`
        InplaceModulo = 20 "%=",
        /// `a **= b`
        InplacePower = 21 "**=",
        /// `a | b`
        Or = 22 "|",
        /// `a ^ b`
        Xor = 23 "^",
        /// `a & b`
        And = 24 "&",
        /// `a << b`
        Lshift = 25 "<<",
        /// `a >> b`
        Rshift = 26 ">>",
        /// `a + b`
        Add = 27 "+",
        /// `a - b`
        Subtract = 28 "-",
        /// `a * b`
        Multiply = 29 "*",
        /// `a @ b`
        MatMultiply = 30 "@",
        /// `a // b`
        FloorDivide = 31 "//",
        /// `a / b`
        TrueDivide = 32 "/",
        /// `a % b`
        Modulo = 33 "%",
        /// `a ** b`
        Power = 34 "**",
    }
}
