# oracle: micropython  CPython has more memory, and another class for recursion
import sys


def double(keep):
    size = 64
    while True:
        keep.append(bytearray(size))
        size *= 2


def fill(keep):
    while True:
        keep.append((1, 2, 3))


def descend(depth):
    return descend(depth + 1) + 1


def work():
    return sum([len(str(number)) for number in range(100)])


for exhaust in (double, fill, double):
    keep = []
    try:
        exhaust(keep)
    except MemoryError as err:
        # Here nothing is free.
        sys.print_exception(err)
    keep = None
    print("goes on:", work())

for attempt in range(3):
    try:
        descend(0)
    except RuntimeError as err:
        print(type(err).__name__, err)
    print("goes on:", work())
