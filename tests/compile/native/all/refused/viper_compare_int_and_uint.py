import micropython


@micropython.viper
def f(a: int, b: uint):
    c = a < b
