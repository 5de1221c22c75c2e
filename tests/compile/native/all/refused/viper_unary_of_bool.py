import micropython


@micropython.viper
def f(a: bool):
    b = -a
