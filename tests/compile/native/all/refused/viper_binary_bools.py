import micropython


@micropython.viper
def f(a: bool):
    return a & a
