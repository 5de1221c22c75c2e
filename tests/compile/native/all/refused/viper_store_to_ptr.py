import micropython


@micropython.viper
def f(a: ptr, b: int):
    a[b] = 1
