import micropython


@micropython.native
def plain(a, b=1, *c, d, e=2, **f):
    g = a + b
    h = g * 2 - b // 3 % 4 / 5
    h **= 2
    h @= g
    a = b = c = None
    del g
    return h, not a, -h, +h, ~h, d, e, f


@micropython.native
def many_locals():
    a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = a8 = a9 = 0
    b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = b8 = b9 = 1
    c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = c8 = c9 = 2
    d0 = d1 = d2 = d3 = d4 = d5 = d6 = d7 = d8 = d9 = 3
    e0 = e1 = e2 = e3 = e4 = e5 = e6 = e7 = e8 = e9 = 4
    f0 = f1 = f2 = f3 = f4 = f5 = f6 = f7 = f8 = f9 = 5
    g0 = g1 = g2 = g3 = g4 = g5 = g6 = g7 = g8 = g9 = 6
    return (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, c0, d0, e0, f0, g9, b9, c9, d9, e9, f9, g0, b1, c1, d1, e1,
            f1, g1, b2, c2, d2, e2, f2, g2, b3, c3, d3, e3, f3, g3, b4, c4, d4, e4, f4, g4, b5, c5, d5, e5, f5, g5)


@micropython.native
class Native:
    attribute = 1

    def method(self, x):
        super().method(x)
        return self.attribute, __class__

    @property
    def p(self):
        return lambda y: self.attribute + y

    @micropython.bytecode
    def in_bytecode(self):
        return [x for x in self]

    @micropython.viper
    def in_viper(self, n: int) -> int:
        return n + 1


@micropython.native
def outer(a):
    b = a

    def inner(c, d=1, *, e=2):
        nonlocal b
        b = c
        del b
        return a, b, d, e

    def generator():
        yield a
        yield from inner(b)

    return inner, generator, lambda: b


@micropython.native
def slices(a):
    a[1:2] = a[::2]
    del a[0], a[1:]
    a[0] += 1
    a.b += 1
    return a[:], a[1:2:3], a[-1]


@micropython.native
def chained(a, b, c):
    return a < b <= c != a, a in b, a not in b, a is b, a is not b, a or b and c


@micropython.native
def ranges(n):
    for i in range(n):
        for j in range(i, n, -3):
            print(i, j)
        else:
            continue
        break
    for i in range(10):
        pass
    for i in range(n + 1):
        if i:
            return i
