print(__name__)
import sys
print(type(sys).__name__, sys.__name__)
try:
    sys.nothing_there
except AttributeError:
    print("AttributeError")
try:
    import no_such_module
except ImportError:
    print("ImportError")
try:
    from sys import nothing_there
except ImportError:
    print("ImportError")
