# oracle: micropython
import sys


def f():
    raise ValueError("shown")


try:
    f()
except ValueError as err:
    sys.print_exception(err, sys.stdout)
print("went on")
