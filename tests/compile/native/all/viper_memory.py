import micropython


@micropython.viper
def load(a: ptr8, b: ptr16, c: ptr32, i: int, j: uint) -> int:
    n = a[0] + a[1] + a[31] + a[32] + a[127] + a[128] + a[255]
    n += b[0] + b[1] + b[31] + b[32] + b[63] + b[64] + b[127] + b[128]
    n += c[0] + c[1] + c[31] + c[32] + c[63] + c[64] + c[255]
    return n + a[i] + b[i] + c[i] + a[j] + b[j] + c[j] + a[i + 1] + b[i * 2] + c[i - j]


@micropython.viper
def store(a: ptr8, b: ptr16, c: ptr32, i: int, j: uint, t: bool):
    a[0] = 1
    a[1] = i
    a[31] = j
    a[32] = t
    a[255] = i
    b[0] = 1
    b[1] = i
    b[31] = j
    b[32] = t
    b[127] = i
    b[128] = i
    c[0] = 1
    c[1] = i
    c[31] = j
    c[32] = t
    c[63] = i
    c[64] = i
    a[i] = 1
    a[i] = i
    a[j] = j
    b[i] = 1
    b[i] = i
    b[j] = j
    c[i] = 1
    c[i] = i
    c[j] = j
    a[i + 1] = a[i] + 1
    b[i + 1] = b[i] + 1
    c[i + 1] = c[i] + 1


@micropython.viper
def augmented(a: ptr8, b: ptr16, c: ptr32, i: int):
    a[0] += 1
    b[i] ^= 3
    c[i] <<= 2
    c[5] = a[0] = b[i] = i


@micropython.viper
def objects(a, i: int, j):
    a[0] = i
    a[i] = j
    a[j] = i
    a[j] = j
    return a[0], a[i], a[j]


@micropython.viper
def registers() -> int:
    gpio = ptr32(0x48000014)
    gpio[0] = 1
    gpio[1] |= 1 << 3
    return gpio[0]


@micropython.viper
def sum_of(buf, n: int) -> int:
    p = ptr8(buf)
    total = 0
    for i in range(n):
        total += p[i]
    return total


@micropython.viper
def fill(buf: ptr32, n: int, value: uint):
    for i in range(0, n, 2):
        buf[i] = value
    for i in range(n - 1, -1, -1):
        buf[i] = i
