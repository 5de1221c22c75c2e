import pkg

print(pkg.__name__, pkg.level, hasattr(pkg, "one"))
import pkg.one

print(pkg.one.name, pkg.one.__name__)
import pkg.sub.deep as deep

print(deep.name, deep.__name__, pkg.sub.deep is deep, pkg.sub.__name__)
from pkg import one, two
from pkg.sub import deep as same
from pkg.sub.deep import name as deep_name

print(one.name, two.name, same is deep, deep_name)
import pkg.sub, pkg.two as t, pkg.one

print(t is two, pkg.sub.level)
try:
    import pkg.none
except ImportError:
    print("ImportError")
try:
    from pkg import none
except ImportError:
    print("ImportError")
try:
    import pkg.one.deeper
except ImportError:
    print("ImportError")
