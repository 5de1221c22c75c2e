//! The one list of tokens.

use logos::Logos;

use crate::{
    ast::{ConstId, Symbol},
    source::Span,
};

// A file has as many of them as anything: they are most of the memory that compiling takes.
const _: () = assert!(size_of::<Token>() <= 24);

/// A token with its place and value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Which of the list.
    pub kind: Kind,
    /// What a name or literal stands for.
    pub value: Value,
    /// Where it stands. Tokens that an f-string expands to have the span of what they come from.
    pub span: Span,
    /// The line that it is charged to, as [`crate::ast`] explains.
    pub line: u32,
}

/// What a token stands for beyond its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    None,
    /// The text of a name, or of a string literal that is interned.
    Symbol(Symbol),
    /// An integer literal that fits the target's small int, and 32 bits.
    SmallInt(i32),
    /// Any other literal.
    Const(ConstId),
}

macro_rules! kinds {
    (
        special { $($(#[$meta:meta])* $special:ident,)* }
        spelled { $($token:ident = $text:literal)* }
    ) => {
        /// The kinds of token: words and signs by their spelling, the others by what they are.
        #[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
        #[logos(source = [u8])]
        pub enum Kind {
            $($(#[$meta])* $special,)*
            $(#[doc = concat!("`", $text, "`")] #[token($text)] $token,)*
        }

        impl Kind {
            /// How the token is spelled; empty for those that have no spelling of their own.
            pub const fn spelling(self) -> &'static str {
                match self {
                    $(Kind::$special => "",)*
                    $(Kind::$token => $text,)*
                }
            }
        }
    };
}

kinds! {
    special {
    /// Tells the grammar to expect a module; no text has it.
    StartFile,
    /// Tells the grammar to expect an expression; no text has it.
    StartEval,
    /// Tells the grammar to expect an interactive statement; no text has it.
    StartSingle,
    /// The end of a logical line.
    Newline,
    /// More indentation than the line before.
    Indent,
    /// Less indentation; one for each block that ends.
    Dedent,
    /// The end of the text.
    End,
    /// A name that is not a keyword. Any byte beyond ASCII is a letter.
    #[regex(b"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*")]
    Name,
    /// A number, string or bytes literal, adjacent strings joined. The grammar need not tell them apart.
    Literal,
    /// The first digit of a number, or its dot and first digit; `number.rs` reads the rest.
    #[regex(r"\.?[0-9]")]
    NumberStart,
    /// The prefix and the first quote of a string; `string.rs` reads the rest.
    #[regex(r#"(u|b|r|f|t|br|rb|fr|rf|tr|rt)?['"]"#)]
    StringStart,
    /// Bytes that start no token, or a string that does not end.
    Invalid,
    /// An f-string or t-string whose braces make no sense.
    MalformedFormat,
    /// A line that is indented less than the one before but like none of the blocks round it. Stands for the newline.
    DedentMismatch,
    }

    spelled {
    False = "False"
    None = "None"
    True = "True"
    Debug = "__debug__"
    And = "and"
    As = "as"
    Assert = "assert"
    Async = "async"
    Await = "await"
    Break = "break"
    Class = "class"
    Continue = "continue"
    Def = "def"
    Del = "del"
    Elif = "elif"
    Else = "else"
    Except = "except"
    Finally = "finally"
    For = "for"
    From = "from"
    Global = "global"
    If = "if"
    Import = "import"
    In = "in"
    Is = "is"
    Lambda = "lambda"
    Nonlocal = "nonlocal"
    Not = "not"
    Or = "or"
    Pass = "pass"
    Raise = "raise"
    Return = "return"
    Try = "try"
    While = "while"
    With = "with"
    Yield = "yield"
    ParenOpen = "("
    ParenClose = ")"
    BracketOpen = "["
    BracketClose = "]"
    BraceOpen = "{"
    BraceClose = "}"
    Comma = ","
    Colon = ":"
    Period = "."
    Semicolon = ";"
    Equal = "="
    Arrow = "->"
    Ellipsis = "..."
    Assign = ":="
    Tilde = "~"
    Less = "<"
    More = ">"
    DoubleEqual = "=="
    LessEqual = "<="
    MoreEqual = ">="
    NotEqual = "!="
    Pipe = "|"
    Caret = "^"
    Ampersand = "&"
    DoubleLess = "<<"
    DoubleMore = ">>"
    Plus = "+"
    Minus = "-"
    Star = "*"
    At = "@"
    DoubleSlash = "//"
    Slash = "/"
    Percent = "%"
    DoubleStar = "**"
    PipeEqual = "|="
    CaretEqual = "^="
    AmpersandEqual = "&="
    DoubleLessEqual = "<<="
    DoubleMoreEqual = ">>="
    PlusEqual = "+="
    MinusEqual = "-="
    StarEqual = "*="
    AtEqual = "@="
    DoubleSlashEqual = "//="
    SlashEqual = "/="
    PercentEqual = "%="
    DoubleStarEqual = "**="
    }
}
