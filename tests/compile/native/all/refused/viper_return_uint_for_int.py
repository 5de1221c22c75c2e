import micropython


@micropython.viper
def f(a: uint) -> int:
    return a
