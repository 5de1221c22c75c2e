for attempt in range(2):
    try:
        import broken
    except ZeroDivisionError:
        print("ZeroDivisionError")
import sys

print("broken" in sys.modules)
try:
    import missing_inside
except ImportError:
    print("ImportError")
try:
    from fine import nothing
except ImportError:
    print("no such name")
from fine import something

print(something)
try:
    import pack.broken
except ValueError as err:
    print(err)
import pack

print(pack.ready)
