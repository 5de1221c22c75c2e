import micropython


@micropython.viper
def f():
    return int
