import micropython


@micropython.viper
def f(a):
    return int(int)
