# Values that wait on the stack while the variables that they come from change.


def show(*values):
    print(*values)
    return values[-1]


def in_arguments(a, b, c, d):
    show(a, (a := 5), a, (b := a + 1), b, (c := b + c), c, (d := [d]), d)
    return [a, (a := a + 1), (a := a + 1), a], (c, (c := d), (d := 7), d)


def in_operators(a, b, c, d):
    x = a + (a := 10) + a
    y = d - (d := 3) - d
    z = c < (c := 4) < c
    return x, y, z, (b and (b := 0)) or b, d * 2 + (d := 1)


def in_a_try(a, b, c):
    try:
        show(c, (c := 9), c)
        a, b, c = c, a, b
        return show(a, b, c, undefined_name)
    except NameError:
        c += a
    finally:
        a += 1
    return a, b, c


def exchanged(a, b, c, d):
    a, b = b, a
    c, d = d, c
    a, b, c = c, a, b
    b, c, d = d, b, c
    a, d = d, a
    a, b, c, d = b, c, d, a
    return a, b, c, d


def many(a, b, c):
    c = 2
    deep = [
        c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c,
        c, (c := c + 1), c, [c, (c := c + 1), c], c, (a := c), (b := a), a, b, c,
    ]
    return deep, a, b, c


def loops(n, limit, step):
    seen = []
    for i in range(n):
        seen.append((i, (i := i + 100), i))
        for k in range(i, i + limit, step):
            limit = 5
            step = 9
            n = 0
            seen.append(k)
    return seen, n


def generated(a, b, c):
    x = yield a, (a := b), a
    y = yield [x, (x := c), x]
    yield from (x, (x := y), x)
    return x


def nested(a, b, c):
    def inner(x, y, z):
        nonlocal c
        show(c, (c := x), c, z, (z := y), z)
        return c + z

    return c + inner(1, 2, 3) + c, [c + i for i in range(c)]


def copied(a, b, c):
    a = b = c = c + 1
    c = a = b
    b = c
    c += 1
    return a, b, c


def deleted(a, b, c):
    x = [a, b, c]
    del c
    c = x
    return a, b, c


print(in_arguments(1, 2, 3, 4))
print(in_operators(1, 2, 3, 4))
print(in_a_try(1, 2, 3))
print(exchanged(1, 2, 3, 4))
print(many(1, 2, 3))
print(loops(2, 3, 1))
generator = generated(1, 2, 3)
print(next(generator), generator.send(8), generator.send(9), list(generator))
print(nested(5, 6, 7))
print(copied(1, 2, 3))
print(deleted(1, 2, 3))


@micropython.viper
def unboxed(a: int, b: int, c: int, d: int) -> int:
    x = a + (a := 10) + a
    y = d - (d := 3) - d
    c, d = d, c
    a, b, c = c, a, b
    b = b
    while a < (a := a + 2) < 40:
        c += a
        x = c - x
    for i in range(a):
        c, b = b + i, c
        i += 3
    return x * 1000 + y * 100 + a * 10 + b + c + d


@micropython.viper
def stores(to: ptr8, n: int, a: int, b: int):
    for i in range(n):
        to[i] = i + (i := i + 1) + a
        a, b = b, a + i
        to[n - 1] = to[n - 1] + to[0] & 127


@micropython.viper
def objects(a, b, c, n: int):
    show(a, (a := c), a, (c := b), c)
    x = n
    n += 1
    return [x, n, (n := n + x), n, a, c]


print(unboxed(1, 2, 3, 4))
data = bytearray(11)
stores(data, 10, 1, 2)
print(list(data))
print(objects("a", "b", "c", 4))
