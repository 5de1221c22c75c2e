import micropython


@micropython.viper
def f(a):
    x = 1
    yield from a
