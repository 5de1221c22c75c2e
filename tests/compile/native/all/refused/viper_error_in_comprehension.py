import micropython


@micropython.viper
def f(a):
    x = 1
    return [b + 1 for b in a]
