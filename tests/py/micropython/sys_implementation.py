# oracle: micropython
import sys

print(sys.implementation.name, sys.implementation.version, sys.implementation._mpy)
print(sys.implementation[0], sys.implementation[1], type(sys.implementation))
print(repr(sys.implementation)[:46])
print([item for item in sys.implementation][:2], hasattr(sys.implementation, "nope"))
print("name" in dir(sys.implementation), "_mpy" in dir(sys.implementation))
print(sys.version_info, sys.version_info[0], sys.version[:5], sys.byteorder)
print(sys.maxsize > 1000000, type(sys.platform), type(sys.path), type(sys.modules))
try:
    sys.implementation.nope
except AttributeError:
    print("AttributeError")
