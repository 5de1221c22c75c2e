import gc
from collections import deque

COUNT = 64


def measure(name, make):
    keep = [None] * COUNT
    make(0)
    gc.collect()
    before = gc.mem_alloc()
    for i in range(COUNT):
        keep[i] = make(i)
    gc.collect()
    print(name, (gc.mem_alloc() - before + COUNT // 2) // COUNT)


class Slicer:
    def __getitem__(self, key):
        return key


class Empty:
    pass


class Object:
    def method(self):
        pass

    def raising(self, i):
        try:
            raise ValueError(i)
        except ValueError as error:
            return error


def attributes(count):
    value = Empty()
    for name in ("a", "b", "c", "d", "e", "f", "g", "h")[:count]:
        setattr(value, name, 1)
    return value


def dict_of(count):
    d = {}
    for key in range(count):
        d[key] = key
    return d


def list_of(count):
    items = []
    for item in range(count):
        items.append(item)
    return items


def function(i):
    def inner():
        pass
    return inner


def defaults(i):
    def inner(a=1, b=2):
        pass
    return inner


def closure(i):
    def inner():
        return i
    return inner


def plain():
    yield


def with_arguments(a, b, c, d):
    yield


def empty_class(i):
    class Made:
        pass
    return Made


def class_of_two(i):
    class Made:
        def one(self):
            pass

        def two(self):
            pass
    return Made


an_object = Object()
half = 1.0
measure("float", lambda i: i + half)
measure("tuple(2)", lambda i: (i, i))
measure("tuple(4)", lambda i: (i, i, i, i))
measure("tuple(8)", lambda i: (i, i, i, i, i, i, i, i))
measure("list(0)", lambda i: [])
measure("list(4)", lambda i: [i, i, i, i])
measure("list(8)", lambda i: [i, i, i, i, i, i, i, i])
measure("dict(0)", lambda i: {})
measure("dict(1)", lambda i: {i: i})
measure("dict(4)", lambda i: {1: i, 2: i, 3: i, 4: i})
measure("dict(8)", lambda i: {1: i, 2: i, 3: i, 4: i, 5: i, 6: i, 7: i, 8: i})
measure("set(1)", lambda i: {i})
measure("instance(0)", lambda i: Empty())
measure("instance(1)", lambda i: attributes(1))
measure("instance(4)", lambda i: attributes(4))
measure("instance(8)", lambda i: attributes(8))
measure("str(1)", lambda i: chr(200 + i))
measure("str(16)", lambda i: "%016d" % i)
measure("str(32)", lambda i: "%032d" % i)
measure("bytes(8)", lambda i: bytes(8))
imaginary = 1j
measure("complex", lambda i: i + imaginary)
high = 1 << 32
measure("int of 33 bits", lambda i: i + high)
measure("bound method", lambda i: an_object.method)
measure("function", function)
measure("function(2 defaults)", defaults)
measure("closure(1 cell)", closure)
measure("generator", lambda i: plain())
measure("generator(4)", lambda i: with_arguments(i, i, i, i))
measure("range", lambda i: range(i))
slicer = Slicer()
measure("slice", lambda i: slicer[i:])
view = b"bytes"
measure("memoryview", lambda i: memoryview(view))
measure("property", lambda i: property(i))
measure("class(0)", empty_class)
measure("class(2)", class_of_two)
measure("raised ValueError", an_object.raising)
measure("zip", lambda i: zip((), ()))
measure("deque(4)", lambda i: deque((), 4))
measure("list(1000)", lambda i: list_of(1000))
measure("dict(1000)", lambda i: dict_of(1000))
