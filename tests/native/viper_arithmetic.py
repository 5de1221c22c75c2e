import micropython


@micropython.viper
def mixed(a: int, b: int) -> int:
    c = a + b - 3
    c = c * a
    c = c & b | 7 ^ a
    c += a
    c -= b
    c *= 3
    c <<= 2
    c >>= 1
    c = c // (b | 1) + c % (a | 1)
    return -c + ~a - +b


@micropython.viper
def shifted(a: int, n: int) -> int:
    return (a << n) + (a >> n) - (-a >> n)


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    c = a + b
    c >>= 3
    return c << 1 & a | b ^ c


@micropython.viper
def constants() -> int:
    return 1 + 95 + 96 - 32 - 33 + 255 + 256 + 2047 - 2048 + 4095 + 65535 + 65536 + 0x12345 - 0x3fffffff


@micropython.viper
def nested(a: int, b: int, c: int, d: int) -> int:
    return (a + (b + (c + (d + (a - (b - (c - d))))))) * ((a | b) & (c | d)) + (a & 3)


for a in (1, 2, 7, 100, -5):
    for b in (1, 3, -4, 1000):
        print(mixed(a, b), nested(a, b, b, a))
    print(shifted(a, 3), shifted(a, 0))
print(unsigned(1000, 77), unsigned(5, 6))
print(constants())
