import micropython


@micropython.viper
def f(a: int):
    b = not a
