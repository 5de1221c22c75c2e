import micropython


@micropython.viper
def none():
    pass


@micropython.viper
def many(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i, j, k: bool) -> int:
    print(i, j, k)
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h


@micropython.viper
def many_locals(a: int) -> int:
    b = a + 1
    c = b + 1
    d = c + 1
    e = d + 1
    f = e + 1
    return a + b + c + d + e + f


@micropython.viper
def calls(f, x):
    print(f(), f(x), f(x, 1, True, None, "s"), f(a=x, b=2), f(*[x], **{"k": x}), f(x, *(2, 3), k=x))


def show(*args, **kwargs):
    return args, sorted(kwargs.items())


@micropython.viper
def recursive(n: int) -> int:
    if n < 2:
        return 1
    return n * int(recursive(n - 1))


def closure(a):
    @micropython.viper
    def inner(b: int) -> int:
        return int(a) + b
    return inner


class Counter:
    @micropython.viper
    def __init__(self, start: int):
        self.count = start

    @micropython.viper
    def add(self, n: int) -> int:
        self.count = int(self.count) + n
        return int(self.count)


total = 0


@micropython.viper
def to_global(x: int):
    global total
    total = x


print(none())
calls(show, 7)
print(many(1, 2, 3, 4, 5, 6, 7, 8, "i", [1], True))
print(many_locals(10))
print(recursive(10))
print(closure(3)(4))
counter = Counter(5)
print(counter.add(3), counter.add(-1), counter.count)
to_global(77)
print(total)
