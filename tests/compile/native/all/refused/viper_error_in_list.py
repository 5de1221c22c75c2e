import micropython


@micropython.viper
def f(a: int, b):
    x = [
        a + None,
        b + a,
    ]
    return x
