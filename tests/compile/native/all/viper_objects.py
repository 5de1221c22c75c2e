import micropython


@micropython.viper
def calls(f, x):
    f()
    f(x)
    f(x, 1, True, None, "s")
    f(a=x, b=f)
    f(*f, **f)
    f(x, *f, k=x)
    f.m()
    f.m(x)
    f.m(x, k=x)
    f.m(*f)
    return f(f(x), f.g.h(x))


@micropython.viper
def builds(x: int, y):
    return (x, y), [x, 1, y], {x, y}, {y: y, y: y} if y else {}, [], ()


@micropython.viper
def strings(a):
    b = "interned"
    c = b"bytes"
    d = 1.5
    e = 123456789012345678901234567890
    f = ...
    return a + b + c + d + e, f, f"{a}"


@micropython.viper
def attributes(a, x: int):
    a.b = x
    a.c = a.b
    a.d.e = None
    del a.f
    return a.b.c


@micropython.viper
def unpacks(a):
    b, c = a
    d, (e, f) = b
    g, *h = c
    b, c = c, b
    b, c, d = c, d, b
    return b, c, d, e, f, g, h


@micropython.viper
def iterates(a):
    for b in a:
        print(b)
    for b, c in a:
        print(b, c)
    else:
        print("done")
    return [b for b in a], {b for b in a}, {b: c for b, c in a}


counter = 0


@micropython.viper
def globals_(x: int):
    global counter
    counter = x
    print(counter)
    del counter


@micropython.viper
def imports():
    import a
    import a.b as c
    from a import d, e
    from . import f
    return a, c, d, e, f


@micropython.viper
def closures(a):
    def inner(b):
        return a + b
    c = lambda: a
    return inner, c


@micropython.viper
def raises(a):
    raise a


@micropython.viper
def handles(f, x):
    y = 1
    try:
        f(x)
    except ValueError:
        y = 2
    except OSError:
        print(y)
    else:
        y = 3
    finally:
        print(y)
    with f as g:
        print(g)
    while True:
        try:
            if x:
                break
            return y
        finally:
            f(y)
    return x
