"""Numbers where objects are wanted: the reference compiler breaks down on them."""
import micropython


@micropython.viper
def displays(x: int):
    print((x, 1), [x, None, True], sorted({x, x + 1}), len({x: x, "k": x}), {x: None}[x])


@micropython.viper
def slices(a, x: int):
    print(a[1:], a[x:], a[:x], a[x:4:2], a[::-1], a[:])


@micropython.viper
def attributes(a, x: int):
    a.x = x
    print(a.x, a.y)
    a.y = x + 1
    print(a.y)
    del a.x


@micropython.viper
def deletes(a, x: int):
    del a[x]
    del a[0]
    print(a)


@micropython.viper
def calls(f, x: int):
    print(f(x, *(1, 2)), f(x, k=x, **{"l": 3}), f(*[x]))


@micropython.viper
def unpacks(a, x: int):
    b, c = a
    d, *e = (x, x + 1, x + 2)
    print(b, c, d, e)


def show(*args, **kwargs):
    return args, sorted(kwargs.items())


class Object:
    y = 5


displays(7)
slices([0, 1, 2, 3, 4, 5], 2)
attributes(Object(), 9)
deletes([1, 2, 3, 4], 2)
calls(show, 6)
unpacks("ab", 3)
