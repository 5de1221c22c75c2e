# Pixels of 16 bits: fields, constants, indexed loads and stores.


@micropython.viper
def blend(to: ptr16, source: ptr16, n: int, alpha: int):
    rest = 32 - alpha
    for i in range(n):
        a = to[i]
        b = source[i]
        red = ((a >> 11) * rest + (b >> 11) * alpha) >> 5
        green = (((a >> 5) & 63) * rest + ((b >> 5) & 63) * alpha) >> 5
        blue = ((a & 31) * rest + (b & 31) * alpha) >> 5
        to[i] = red << 11 | green << 5 | blue


@micropython.viper
def fill(to: ptr16, n: int, value: int):
    i = 0
    while i < n:
        to[i] = value
        value = (value * 5 + 1) & 0xFFFF
        i += 1


screen = bytearray(1024)
sprite = bytearray(1024)
fill(screen, 512, 7)
fill(sprite, 512, 99)
blend(screen, sprite, 512, 11)
print(list(screen)[:16])
