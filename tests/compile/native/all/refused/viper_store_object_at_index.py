import micropython


@micropython.viper
def f(a: ptr8, b, c: int):
    a[c] = b
