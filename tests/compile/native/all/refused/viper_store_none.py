import micropython


@micropython.viper
def f(a: ptr32):
    a[0] = None
