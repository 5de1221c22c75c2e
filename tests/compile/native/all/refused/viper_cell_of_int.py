import micropython


@micropython.viper
def f(a):
    b = 1
    return lambda: b
