# oracle: micropython
from micropython import const

A = const(5)
_B = const(A + 10)
_C = const("text")
print(A, _B, _C, const(7))


def f():
    return _B * 2


class K:
    X = const(3)
    _Y = const(4)

    def y(self):
        return K.X


print(f(), K().y(), "_B" in globals())
