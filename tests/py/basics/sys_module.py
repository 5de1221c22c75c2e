import sys

print(isinstance(sys.path, list), isinstance(sys.argv, list), len(sys.version) > 0, sys.version_info[0], sys.version_info >= (3, 4))
print(sys.byteorder, sys.maxsize > 1000000, isinstance(sys.platform, str), len(sys.implementation) >= 2 if isinstance(sys.implementation, tuple) else True)
print(isinstance(sys.implementation.name, str))
try:
    sys.exit()
except SystemExit as err:
    print("SystemExit", err.args)
try:
    sys.exit(3)
except SystemExit as err:
    print("SystemExit", err.args)
try:
    sys.exit("text")
except BaseException as err:
    print(type(err).__name__, err.args)
