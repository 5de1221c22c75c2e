import micropython


@micropython.viper
def signed(a: int, b: int) -> int:
    c = a + b - 3
    c = c * a
    c = c & b | 7 ^ a
    c += a
    c -= b
    c *= 3
    c &= 0xff
    c |= a
    c ^= b
    c <<= 2
    c >>= 1
    c = (c << a) >> b
    c = c // b + c % a
    c //= 3
    c %= 1000
    return -c + ~a - +b


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    c = a + b
    c = c >> 3
    c >>= b
    c = c << 1 & a | b ^ c
    return ~c - -a


@micropython.viper
def mixed(a: int, b: uint) -> int:
    c = a + b
    d = b + a
    return c - int(d)


@micropython.viper
def constants() -> int:
    a = 1
    b = -1
    c = 0x3fffffff
    d = -0x3fffffff
    e = 255
    f = 256
    g = 65535
    h = 65536
    i = 0x12345
    return a + b + c + d + e + f + g + h + i - 2047 - 2048 - 4095 - 4096 - (-32) - (-33) - 95 - 96 - 31


@micropython.viper
def nested(a: int, b: int, c: int, d: int) -> int:
    return (a + (b + (c + (d + (a - (b - (c - d))))))) * ((a | b) & (c | d)) << (a & 3)
