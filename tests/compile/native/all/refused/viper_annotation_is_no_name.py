import micropython


@micropython.viper
def f(a: 1 + 1):
    pass
