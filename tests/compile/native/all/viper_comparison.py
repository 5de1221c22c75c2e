import micropython


@micropython.viper
def signed(a: int, b: int) -> bool:
    c = a < b
    c = a > b
    c = a == b
    c = a <= b
    c = a >= b
    c = a != b
    return c


@micropython.viper
def unsigned(a: uint, b: uint) -> bool:
    c = a < b
    c = a > b
    c = a == b
    c = a <= b
    c = a >= b
    c = a != b
    return c


@micropython.viper
def branches(a: int, b: uint, c: bool, d) -> int:
    n = 0
    if a:
        n += 1
    if b:
        n += 2
    if c:
        n += 4
    if d:
        n += 8
    if a < 3 and a > 1 or c:
        n += 16
    while a > 0:
        a -= 1
        if a == 7:
            continue
        if a == 3:
            break
    else:
        n += 32
    return n


@micropython.viper
def chained(a: int, b: int, c: int) -> bool:
    return a < b < c


@micropython.viper
def either(a: int, b: int) -> int:
    return a or b


@micropython.viper
def both(a, b):
    return a and b


@micropython.viper
def inverted(a, b):
    return not a, a is b, a is not b, a in b, a not in b


@micropython.viper
def conditional(a: int, b: int) -> int:
    return a if a > b else b
