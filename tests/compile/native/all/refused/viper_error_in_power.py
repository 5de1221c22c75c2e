import micropython


@micropython.viper
def f(a: int, b):
    x = (
        b + a) ** (
        b + a)
    return x
