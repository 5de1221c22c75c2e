m = __import__("target")
print(m.name)
p = __import__("pack.inner")
print(p.__name__, p.inner.name)
try:
    __import__("absent")
except ImportError:
    print("ImportError")
import sys

print("target" in sys.modules, sys.modules["target"] is m)
