import micropython


@micropython.viper
def f(a, b: int):
    return a + b
