import micropython


@micropython.viper
def f(a: ptr, b: int) -> int:
    return a[b]
