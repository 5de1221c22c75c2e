import micropython


@micropython.viper
def signed(a: int, b: int):
    if a < b:
        print("<")
    if a > b:
        print(">")
    if a == b:
        print("==")
    if a <= b:
        print("<=")
    if a >= b:
        print(">=")
    if a != b:
        print("!=")


@micropython.viper
def unsigned(a: uint, b: uint) -> bool:
    c = a < b
    if c:
        return a <= b
    return a >= b


@micropython.viper
def branches(a: int, c: bool, d) -> int:
    n = 0
    if a:
        n += 1
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
        n += 100
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
def objects(a, b):
    print(not a, a is b, a is not b, a in b, a not in b, a and b, a or b)


@micropython.viper
def larger(a: int, b: int) -> int:
    return a if a > b else b


for a, b in ((1, 2), (2, 1), (3, 3), (-1, 1), (1, -1), (-5, -6)):
    signed(a, b)
    print(larger(a, b), either(a, b), either(0, b))
print(unsigned(1, 2), unsigned(2, 1), unsigned(2, 2))
for a in (0, 1, 2, 3, 8, 10):
    print(branches(a, True, []), branches(a, False, [1]))
print(chained(1, 2, 3), chained(1, 3, 2), chained(3, 2, 1))
objects(1, [1, 2])
objects(0, [1, 2])
