import micropython


@micropython.viper
def starred(f, x: int):
    f(x, *f)
    f(x, k=x, **f)


@micropython.viper
def keys(x: int):
    return {x: x, 1: None, True: False}


@micropython.viper
def slices(a, x: int):
    return a[1:], a[x:], a[:x], a[x:2:3], a[::]


@micropython.viper
def attributes(x: int, a: ptr8):
    return x.real, a.imag, x.bit_length()


@micropython.viper
def unpacks(x: int):
    a, b = x
    for c in x:
        print(c)
    return [d for d in x]


@micropython.viper
def numbers_are_called(x: int):
    return x(), x(1), x(*x)


@micropython.viper
def deletes(a, x: int):
    del a[x]
    del a[0], x.b
    x.a = x


@micropython.viper
def raises(a, b: int):
    try:
        raise a from b
    except ValueError:
        raise
