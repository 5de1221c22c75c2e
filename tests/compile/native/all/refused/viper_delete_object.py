import micropython


@micropython.viper
def f(a, b):
    del b
    return a
