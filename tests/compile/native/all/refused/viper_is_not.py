import micropython


@micropython.viper
def f(a: int):
    b = a is not a
