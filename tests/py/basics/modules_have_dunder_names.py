import sys
import gc

print(__name__, sys.__name__, gc.__name__)
import sys as system

print(system is sys, [m.__name__ for m in (sys, gc)])
from gc import collect as tidy

print(tidy == gc.collect, callable(tidy))


def inside():
    import sys as hidden

    return hidden is sys


print(inside())
try:
    hidden
except NameError:
    print("stays local")
