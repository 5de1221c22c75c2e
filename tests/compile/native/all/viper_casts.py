import micropython


@micropython.viper
def casts(a, b: int, c: uint, d: ptr8):
    e = int(a)
    f = uint(a)
    g = ptr(a)
    h = ptr8(a)
    i = ptr16(a)
    j = ptr32(a)
    k = bool(a)
    l = uint(b)
    m = int(c)
    n = ptr16(d)
    o = int(ptr8(b))
    p = int(True)
    q = ptr32(0)
    r = uint(-1)
    s = int(int(uint(int(b + 1))))
    return e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, object


@micropython.viper
def none_is_a_pointer() -> int:
    p = ptr8(None)
    q = int(None)
    return q


@micropython.viper
def bools(a: bool) -> bool:
    b = True
    c = False
    if a:
        return b
    return c


@micropython.viper
def cast_of_a_call(a) -> int:
    return int(len(a)) + int(a[0])


@micropython.viper
def hidden(int, b: int):
    return int(b)
