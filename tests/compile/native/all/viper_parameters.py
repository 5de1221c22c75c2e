import micropython


@micropython.viper
def none():
    pass


@micropython.viper
def one(a):
    return a


@micropython.viper
def two(a: int, b) -> int:
    return a


@micropython.viper
def three(a: int, b: ptr8, c: uint) -> uint:
    return c


@micropython.viper
def four(a, b, c, d: int):
    e = a
    return b, c, d, e


@micropython.viper
def many(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i, j, k: bool) -> int:
    return a + b + c + d + e + f + g + h


@micropython.viper
def many_locals(a: int) -> int:
    b = a + 1
    c = b + 1
    d = c + 1
    e = d + 1
    f = e + 1
    g = f + 1
    return a + b + c + d + e + f + g


@micropython.viper
def typed_results() -> object:
    return "text"


@micropython.viper
def pointer(a: ptr32) -> ptr32:
    return a


@micropython.viper
def returns_none() -> int:
    return


@micropython.viper
def falls_off(a: int) -> int:
    if a:
        return 1


@micropython.viper
def deleted(a, b):
    c = None
    del c
    return a


@micropython.viper
def defaults(a, b=3, c=4):
    return a
