import micropython


@micropython.viper
def f(a: ptr8, b):
    a[0] = b
