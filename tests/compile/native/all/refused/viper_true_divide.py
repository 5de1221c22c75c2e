import micropython


@micropython.viper
def f(a: int):
    b = a / a
