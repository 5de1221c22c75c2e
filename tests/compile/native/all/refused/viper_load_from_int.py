import micropython


@micropython.viper
def f(a: int) -> int:
    return a[0]
