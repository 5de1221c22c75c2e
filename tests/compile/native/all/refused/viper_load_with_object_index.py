import micropython


@micropython.viper
def f(a: ptr8, b) -> int:
    return a[b]
