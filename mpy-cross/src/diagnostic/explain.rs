//! What is said about each error: what is wrong at its place, what the other place is, what to do about it.
//!
//! Labels and hints are ours: lower case, no full stop, names in backquotes.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Diagnostic, Exception, Label};
use crate::{
    emit::EmitError,
    lex::token::Kind,
    lower::{self, LowerError},
    parse::{Clue, Opened, ParseError, ParseErrorKind},
    stack::TOO_DEEP,
};

impl From<ParseError> for Diagnostic {
    fn from(error: ParseError) -> Diagnostic {
        let ParseError { kind, span, line, opened, clue } = error;
        let mut words = parse_error(&kind);
        let mut notes = Vec::new();
        if let Some(clue) = clue {
            let found = clue_words(clue);
            words.label = found.label.unwrap_or(words.label);
            words.hint = found.hint.or(words.hint);
            notes.extend(found.note);
        }
        if let Some(opened) = opened.filter(|_| notes.is_empty()) {
            notes.push(Label { span: opened.span, text: opened_here(opened) });
        }
        // The reference does not say where these are.
        let line = (kind != ParseErrorKind::UnicodeName).then_some(line);
        Diagnostic {
            line,
            label: Some(Label { span, text: words.label }),
            notes,
            hint: words.hint.map(ToString::to_string),
            ..Diagnostic::new(words.exception, words.message)
        }
    }
}

impl From<LowerError> for Diagnostic {
    fn from(error: LowerError) -> Diagnostic {
        let exception = match error.exception() {
            lower::Exception::Syntax => Exception::SyntaxError,
            lower::Exception::NotImplemented => Exception::NotImplementedError,
            lower::Exception::ViperType => Exception::ViperTypeError,
            lower::Exception::Runtime => Exception::RuntimeError,
        };
        let (label, related, hint) = lower_error(error.text());
        let (label, hint) = match error.scope() {
            "<listcomp>" | "<dictcomp>" | "<setcomp>" | "<genexpr>" if label == NO_FUNCTION => {
                ("a comprehension is a function of its own, and cannot do this", "write a loop")
            }
            _ if related == CONSTANT && error.related_place().is_some() => {
                (label, "use another name, or define this one without `const()`")
            }
            _ => (label, hint),
        };
        let hint = (!hint.is_empty()).then(|| hint.to_string());
        Diagnostic {
            line: Some(error.line()),
            scope: Some(error.scope().to_string()),
            label: Some(Label { span: error.span(), text: label.to_string() }),
            notes: error
                .related_place()
                .map(|place| {
                    let text = match error.scope() {
                        _ if !place.is_binding => related,
                        "<module>" => "first bound here",
                        _ => "first bound here as local",
                    };
                    Label { span: place.span, text: text.to_string() }
                })
                .into_iter()
                .collect(),
            hint,
            ..Diagnostic::new(exception, error.text())
        }
    }
}

impl From<EmitError> for Diagnostic {
    fn from(error: EmitError) -> Diagnostic {
        let (exception, refusal) = match error {
            EmitError::Refused(refusal) => (Exception::SyntaxError, refusal),
            EmitError::WrongType(refusal) => (Exception::ViperTypeError, refusal),
            EmitError::NoTarget(refusal) => (Exception::NotImplementedError, refusal),
            EmitError::Unsupported { text, span } => {
                let label = Some(Label { span, text: "this function has something without machine code".to_string() });
                return Diagnostic { label, ..Diagnostic::new(Exception::NotImplementedError, text) };
            }
            EmitError::BytecodeOverflow | EmitError::NestedTooDeep => {
                let hint = "it is longer or deeper than the format allows: divide it".to_string();
                return Diagnostic { hint: Some(hint), ..Diagnostic::new(Exception::RuntimeError, error.text()) };
            }
            EmitError::OutOfRange { error, span } => {
                let label = Some(Label { span, text: "too far away or too large for an instruction".to_string() });
                let exception = match error.is_unsupported {
                    true => Exception::NotImplementedError,
                    false => Exception::RuntimeError,
                };
                return Diagnostic { label, ..Diagnostic::new(exception, error.text) };
            }
        };
        let (label, _, hint) = lower_error(&refusal.text);
        Diagnostic {
            line: Some(refusal.line),
            scope: Some(refusal.scope),
            label: Some(Label { span: refusal.span, text: label.to_string() }),
            hint: (!hint.is_empty()).then(|| hint.to_string()),
            ..Diagnostic::new(exception, refusal.text)
        }
    }
}

struct Words {
    exception: Exception,
    message: String,
    label: String,
    hint: Option<&'static str>,
}

fn parse_error(kind: &ParseErrorKind) -> Words {
    use Exception::{IndentationError, NotImplementedError, SyntaxError};
    let words = |exception, message: &str, label: &str, hint| Words {
        exception,
        message: message.to_string(),
        label: label.to_string(),
        hint,
    };
    let invalid = |label: &str, hint| words(SyntaxError, "invalid syntax", label, hint);
    match kind {
        ParseErrorKind::Unexpected(kind) => invalid(&format!("unexpected {}", name(*kind)), None),
        ParseErrorKind::InvalidToken => invalid("not a token", None),
        ParseErrorKind::UnexpectedEnd => invalid("unexpected end of file", None),
        ParseErrorKind::UnexpectedIndent => words(
            IndentationError,
            "unexpected indent",
            "indented more than the line before",
            Some("only a line that ends with `:` starts a block"),
        ),
        ParseErrorKind::DedentMismatch => words(
            IndentationError,
            "unindent doesn't match any outer indent level",
            "no block round this starts in this column",
            Some("lines of a block are indented alike; a tab counts up to the next multiple of 8 columns"),
        ),
        ParseErrorKind::MalformedFormat => words(
            SyntaxError,
            "malformed f-string",
            "a field is empty or a brace stands alone",
            Some("write `{{` and `}}` for braces that are text"),
        ),
        ParseErrorKind::NotConstant => words(
            SyntaxError,
            "not a constant",
            "its value is not known when compiling",
            Some("`const()` takes numbers, strings, tuples of them, and names defined by `const()`"),
        ),
        ParseErrorKind::Integer { base, digits } => Words {
            exception: SyntaxError,
            message: format!("invalid syntax for integer with base {base}: '{digits}'"),
            label: "not an integer".to_string(),
            hint: (*base == 0).then_some("write octal numbers with `0o`"),
        },
        ParseErrorKind::Number => words(SyntaxError, "invalid syntax for number", "not a number", None),
        ParseErrorKind::UnicodeName => words(
            NotImplementedError,
            "unicode name escapes",
            "`\\N{…}` in this string",
            Some("write the character itself or its code, as in `\\u00e9`"),
        ),
    }
}

fn opened_here(opened: Opened) -> String {
    format!("`{}` was opened here", opened.kind.spelling())
}

struct ClueWords {
    label: Option<String>,
    note: Option<Label>,
    hint: Option<&'static str>,
}

fn clue_words(clue: Clue) -> ClueWords {
    let say = |label: &str, hint: &'static str| ClueWords {
        label: (!label.is_empty()).then(|| label.to_string()),
        note: None,
        hint: (!hint.is_empty()).then_some(hint),
    };
    let with_note =
        |span, text: &str, words: ClueWords| ClueWords { note: Some(Label { span, text: text.to_string() }), ..words };
    match clue {
        Clue::MissingColon(start) => with_note(start, "this starts a block", say("a `:` is missing here", "")),
        Clue::MissingBlock(start) => with_note(
            start,
            "the block of this line is missing",
            say("not indented", "indent the lines of the block; one that does nothing is `pass`"),
        ),
        Clue::AssignInCondition => say("an assignment is no condition", "`==` compares, `(x := y)` assigns and tests"),
        Clue::ElseIf => say("", "write `elif`"),
        Clue::PrintStatement => say("", "`print` and `exec` are functions: put parentheses round what follows"),
        Clue::KeywordAsName => say("a keyword cannot be a name", "a trailing underscore makes it one, as in `class_`"),
        Clue::MatchStatement => say("", "MicroPython has no such statement"),
        Clue::PositionalOnly => say("", "MicroPython has no positional-only parameters: leave the `/` out"),
        Clue::StringPrefix => say(
            "no string has the prefix before it",
            "there are `b`, `f`, `r`, `t`, `u`, and `r` with `b`, `f` or `t`; in lower case",
        ),
        Clue::BytesAndString => say("", "bytes and strings cannot be joined"),
        Clue::ExceptComma => say("", "write `except (A, B):` for both, `except A as b:` for a name"),
        Clue::ExceptStar => say("", "MicroPython has no exception groups"),
        Clue::TypeParameters => say("", "MicroPython has no type parameters"),
        Clue::RelativeImport => say("", "write `from . import a`"),
        Clue::Decorator => say("", "a decorator is a dotted name, with or without a call"),
        Clue::MissingElse => say("an `else` is missing before this", "write `a if test else b`"),
        Clue::MissingValue => say("a value is missing before this", ""),
        Clue::LessMore => say("", "write `!=`"),
        Clue::WrongBracket(open) => with_note(open.span, &opened_here(open), say("closes another kind of bracket", "")),
        Clue::NoBracket => say("closes no bracket", ""),
        Clue::OpenString => say("this string has no end", ""),
        Clue::OpenFormat => say("this string has no end, or a field in it has none", ""),
        Clue::FormatField => say("a field in this string is no expression, or the string cannot stand here", ""),
        Clue::BadEscape => say("a `\\x`, `\\u` or octal escape in this string is none", ""),
        Clue::ForeignSign(b'!') => say("not a sign of Python", "write `not`, or `!=` for unequal"),
        Clue::ForeignSign(b'?') => say("not a sign of Python", "write `a if test else b`"),
        Clue::ForeignSign(b'\\') => say("a line goes on only if nothing follows the backslash", ""),
        Clue::ForeignSign(_) => say("not a sign of Python", ""),
        Clue::Increment => say("an operand is missing", "write `x += 1`"),
        Clue::DoubleAmpersand => say("", "write `and`"),
        Clue::DoublePipe => say("", "write `or`"),
        Clue::BareWalrus => say("", "put parentheses round `x := y`; a statement assigns with `=`"),
        Clue::Unpacking => say("", "MicroPython unpacks in calls and assignments only"),
        Clue::AsyncComprehension => say("", "MicroPython has no asynchronous comprehensions: write a loop"),
        Clue::ParenthesisedWith => say("", "MicroPython takes no parentheses round the items of `with`"),
        Clue::NothingToContinue => say("", "nothing before it in this column can be continued"),
        Clue::MissingComma => say("", "is a comma missing before it?"),
    }
}

fn name(kind: Kind) -> String {
    match kind {
        Kind::Newline => "end of line".to_string(),
        Kind::Dedent => "end of block".to_string(),
        Kind::Name => "name".to_string(),
        Kind::Literal => "literal".to_string(),
        kind => format!("`{}`", kind.spelling()),
    }
}

const NO_FUNCTION: &str = "no function round this";
const CONSTANT: &str = "`const()` makes this name stand for its value in all that follows";

/// By the text of an error: what is wrong at its place, what the other place is if there is one, and the hint; empty for
/// nothing.
const LOWER_ERRORS: &[(&str, &str, &str, &str)] = &[
    (TOO_DEEP, "nested too deep", "", "divide it: a function of its own starts again"),
    (
        "can't assign to expression",
        "this cannot be assigned to",
        CONSTANT,
        "names, attributes, items and lists of them can be assigned to; `==` compares",
    ),
    (
        "can't delete expression",
        "this cannot be deleted",
        "",
        "names, attributes, items and tuples of them can be deleted",
    ),
    ("multiple *x in assignment", "a second star", "the first star", "one target takes the rest"),
    (
        "*x must be assignment target",
        "nothing is unpacked here",
        "",
        "MicroPython unpacks in calls and assignments only: write `list(x) + […]`",
    ),
    (
        "non-default argument follows default argument",
        "this has no default",
        "this has one",
        "put parameters with defaults behind those without",
    ),
    ("argument name reused", "the same name again", "the first parameter of that name", ""),
    ("invalid syntax", "no parameter may stand here", "after this one", "the order is `a, b=1, *args, c, **kw`"),
    ("'return' outside function", NO_FUNCTION, "", "is the line indented as its function is?"),
    ("'yield' outside function", NO_FUNCTION, "", ""),
    ("'await' outside function", NO_FUNCTION, "", "only an `async def` can wait"),
    (
        "'break'/'continue' outside loop",
        "no loop round this",
        "",
        "a function inside a loop and the loop's `else` are outside of it",
    ),
    ("async for/with outside async function", "no `async def` round this", "", ""),
    ("default 'except' must be last", "this catches everything", "so this is never reached", "move it to the end"),
    ("import * not at module level", "only a module can import all names", "", "name what is imported"),
    (
        "identifier redefined as global",
        "declared global after its use",
        "first used here",
        "declare a name before it is used",
    ),
    (
        "identifier redefined as nonlocal",
        "made nonlocal after its use",
        "first used here",
        "declare a name before it is used",
    ),
    ("no binding for nonlocal found", "no function round this one binds it", "", "`global` is for names of the module"),
    ("can't declare nonlocal in outer code", NO_FUNCTION, "", "names of a module need no declaration in it"),
    ("super() can't find self", "this function has no parameter", "", "`super()` stands for `super(__class__, self)`"),
    ("* arg after **", "positional arguments", "after named ones", "put `*` before `**`"),
    ("positional arg after **", "a positional argument", "after this one", "put positional arguments first"),
    ("positional arg after keyword arg", "a positional argument", "after this one", "put positional arguments first"),
    (
        "too many args",
        "the position of this star is too far back",
        "",
        "put stars first, or fewer arguments before them",
    ),
    ("LHS of keyword arg must be an id", "left of `=` is no name", "", "`==` compares"),
    ("expecting key:value for dict", "no value", "it is a dict since this key has a value", "write `key: value`"),
    ("expecting just a value for set", "a pair", "it is a set since this has no value", "leave out the value"),
    (
        "invalid micropython decorator",
        "no decorator of `micropython`",
        "",
        "there are `bytecode`, `native`, `viper`, `asm_thumb`, `asm_xtensa` and `asm_rv32`",
    ),
    ("invalid arch", "machine code needs a target", "", "name it with `-march`"),
];

const VIPER_TYPES: &str = "there are `object`, `bool`, `int`, `uint`, `ptr`, `ptr8`, `ptr16` and `ptr32`";
const CONVERT: &str = "convert one side, as in `int(x)`, `uint(x)`, `ptr8(x)`, `object(x)`";

/// The same for functions that become machine code; `…` stands for whatever follows.
const MACHINE_CODE_ERRORS: &[(&str, &str, &str, &str)] = &[
    ("annotation must be an identifier", "the type is not a name", "", VIPER_TYPES),
    ("unknown type '…", "no type of viper", "", VIPER_TYPES),
    ("local '…", "here", "", "its first value, which comes before its use, gives a variable its type"),
    ("return expected '…", "of another type than the function's", "", CONVERT),
    ("can't do binary op between…", "these types do not go together", "", CONVERT),
    ("can't do unary op of…", "this type has no such operator", "", CONVERT),
    ("can't implicitly convert…", "no truth value", "", "compare it, or convert it with `bool(x)`"),
    ("can't load from…", "no memory to read", "", "`ptr8(x)`, `ptr16(x)` and `ptr32(x)` are"),
    ("can't store to…", "no memory to write", "", "`ptr8(x)`, `ptr16(x)` and `ptr32(x)` are"),
    ("can't load with…", "no index", "", CONVERT),
    ("can't store with…", "no index", "", CONVERT),
    ("can't store…", "of a type that cannot be stored here", "", CONVERT),
    ("must raise an object", "no object", "", "convert it with `object(x)`"),
    ("expecting an assembler instruction", "no instruction", "", "write instructions as calls: `mov(r0, r1)`"),
    ("return annotation must be an identifier", "the type is not a name", "", ""),
    (
        "parameters must be registers…",
        "not the register that comes here",
        "",
        "parameters are registers in their order",
    ),
    ("can only have up to 4 parameters…", "one too many", "", ""),
    ("label redefined", "a label of this name is there already", "", ""),
    ("label '…", "no such label in this function", "", "`label(name)` makes one"),
];

fn lower_error(text: &str) -> (&'static str, &'static str, &'static str) {
    let found = LOWER_ERRORS.iter().chain(MACHINE_CODE_ERRORS).find(|(of, ..)| match of.strip_suffix('…') {
        Some(start) => text.starts_with(start),
        None => *of == text,
    });
    found.map_or(("", "", ""), |&(_, label, related, hint)| (label, related, hint))
}
