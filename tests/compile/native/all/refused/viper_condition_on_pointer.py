import micropython


@micropython.viper
def f(a: ptr8):
    if a:
        pass
