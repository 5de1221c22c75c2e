import micropython


@micropython.viper
def f(a):
    yield a
