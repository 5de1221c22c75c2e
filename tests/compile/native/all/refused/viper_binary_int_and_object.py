import micropython


@micropython.viper
def f(a, b: int):
    return b + a
