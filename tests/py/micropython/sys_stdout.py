# oracle: micropython
import sys

print(sys.stdout, sys.stderr)
print(sys.stdout.write("text\n"), sys.stdout.write(b"bytes\n"), sys.stdout.write(bytearray(b"array\n")))
print("to a file", 1, 2, sep="-", end="!\n", file=sys.stdout)
print(sys.stdout.write("größer\n"))
for bad in (3, None):
    try:
        sys.stdout.write(bad)
    except TypeError as err:
        print(err)
try:
    print("nowhere", file=3)
except OSError as err:
    print(err)
print(sys.stdout.flush())
