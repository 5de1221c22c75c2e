import micropython


@micropython.viper
def f(a: int):
    x = 1
    return lambda b: b + 1
