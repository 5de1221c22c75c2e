# oracle: micropython  CPython has other words for it
# What complex numbers cannot do.


def show(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Float:
    def __float__(self):
        return 2.5


class Complex:
    def __complex__(self):
        return 1 + 1j


class Wrong:
    def __complex__(self):
        return "no"


class Raises:
    def __complex__(self):
        raise KeyError("asked")


show(lambda: 1j < 2)
show(lambda: 2 >= 1j)
show(lambda: 1j < 2j)
show(lambda: 1j // 2)
show(lambda: 2 // 1j)
show(lambda: 1j % 2)
show(lambda: 2 % 1j)
show(lambda: 2.5 % 1j)
show(lambda: 1j << 1)
show(lambda: 1j & 1)
show(lambda: 1 | 1j)
show(lambda: 1j @ 1j)
show(lambda: ~1j)
show(lambda: 1j / 0)
show(lambda: 1j / 0j)
show(lambda: 1 / 0j)
show(lambda: 1j + "a")
show(lambda: "a" + 1j)
show(lambda: "a" * 1j)
show(lambda: 1j * [1])
show(lambda: [1] + 1j)
show(lambda: 1j + None)
show(lambda: None + 1j)
show(int, 1j)
show(float, 1j)
show(round, 1j)
show(divmod, 1j, 2)
show(divmod, 2, 1j)
show(pow, 1j, 2, 3)
show(len, 1j)
show(iter, 1j)
show(lambda: 1j[0])
show(lambda: 1j())
show(lambda: [1, 2][1j])
show(lambda: range(1j))
show(lambda: "%d" % 1j)
show(lambda: "%f" % 1j)
show(lambda: "{:d}".format(1j))
show(lambda: "{:f}".format(1j))
show(lambda: "{:10}".format(1j))
show(lambda: chr(1j))
show(complex, None)
show(complex, [])
show(complex, b"1j")
show(complex, "1", 2)
show(complex, 1, "2")
show(complex, 1, None)
show(complex, 1, 2, 3)
show(lambda: complex(real=1))
show(complex, Float())
show(complex, Complex())
show(complex, Wrong())
show(complex, Raises())
show(complex, Float(), Float())
show(complex, Complex(), 1)
show(lambda: 1j + Float())
show(lambda: 1j * Complex())
show(lambda: 1j - Wrong())
show(lambda: 1j - Raises())
show(lambda: Complex() + 1j)
show(lambda: 1 + Complex())
show(lambda: sorted([1j, 2j]))
show(lambda: (1j).conjugate())
show(lambda: (1j).nothing)


def store():
    z = 1j
    z.real = 2


show(store)
show(lambda: setattr(1j, "x", 1))
show(hasattr, 1j, "imag")
show(hasattr, 1, "imag")
show(getattr, 1j, "real")
