# oracle: micropython
import sys


def attempt(f):
    try:
        print(f())
    except Exception as err:
        print(type(err).__name__, err)


class Plain:
    pass


class Keys:
    def keys(self):
        return [1]


attempt(lambda: super(1, 1))
attempt(lambda: super(Plain, 1))
attempt(lambda: super(Plain))
attempt(lambda: object.__new__(1))
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(Plain, 1))
attempt(lambda: object(1))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: delattr(Plain, "x"))
attempt(lambda: setattr(sys, "x", 1))
attempt(lambda: setattr(super(Plain, Plain()), "x", 1))
attempt(lambda: dict(**Keys()))
attempt(lambda: dict(**1))
attempt(lambda: dict(**{1: 2}))
