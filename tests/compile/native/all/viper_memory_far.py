import micropython


@micropython.viper
def load(a: ptr8, b: ptr16, c: ptr32) -> int:
    n = a[256] + a[4095] + a[4096] + a[100000] + a[-1] + a[-2048]
    n += b[256] + b[2047] + b[2048] + b[100000] + b[-1] + b[-2048]
    return n + c[256] + c[1023] + c[1024] + c[100000] + c[-1] + c[-2048]


@micropython.viper
def store(a: ptr8, b: ptr16, c: ptr32, i: int):
    a[256] = i
    a[4095] = i
    a[4096] = i
    a[-1] = i
    b[2047] = i
    b[2048] = i
    b[-1] = i
    c[1023] = i
    c[1024] = i
    c[-1] = i
    c[256] = b[-2048] = i
