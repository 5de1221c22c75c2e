import micropython


@micropython.viper
def f(a: uint):
    b = not a
