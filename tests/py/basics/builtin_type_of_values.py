for value in (1, "s", b"b", None, [], (), {}, set(), frozenset(), True, ValueError(), int, range(2), bytearray()):
    print(type(value), type(value).__name__)
print(type(1) is type(2), type([]) == list, type("")("x"), type([])((1, 2)))


def f():
    yield


class C:
    pass


print(type(f()).__name__, type(C).__name__, type(C()).__name__)
D = type("D", (C,), {"x": 5, "m": lambda self: self.x + 1})
print(D.__name__, D().x, D().m(), issubclass(D, C), isinstance(D(), C))
E = type("E", (), {})
print(E().__class__ is E, type(E()) is E)
