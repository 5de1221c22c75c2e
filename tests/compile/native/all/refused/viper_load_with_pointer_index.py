import micropython


@micropython.viper
def f(a: ptr8, b: ptr8) -> int:
    return a[b]
