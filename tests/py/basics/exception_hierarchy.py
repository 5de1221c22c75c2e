pairs = (
    (Exception, BaseException), (SystemExit, BaseException), (KeyboardInterrupt, BaseException), (GeneratorExit, BaseException),
    (StopIteration, Exception), (ArithmeticError, Exception), (ZeroDivisionError, ArithmeticError),
    (OverflowError, ArithmeticError), (AssertionError, Exception), (AttributeError, Exception), (EOFError, Exception),
    (ImportError, Exception), (LookupError, Exception), (IndexError, LookupError), (KeyError, LookupError),
    (MemoryError, Exception), (NameError, Exception), (OSError, Exception), (RuntimeError, Exception),
    (NotImplementedError, RuntimeError), (SyntaxError, Exception), (TypeError, Exception), (ValueError, Exception),
    (UnicodeError, ValueError), (IndentationError, SyntaxError),
)
for child, parent in pairs:
    print(child.__name__, issubclass(child, parent), issubclass(parent, child))
    try:
        raise child("text")
    except parent as err:
        print(type(err) is child, isinstance(err, parent), err.args)
print(issubclass(SystemExit, Exception), issubclass(KeyError, ValueError), issubclass(KeyboardInterrupt, Exception))
