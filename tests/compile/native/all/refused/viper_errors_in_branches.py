import micropython


@micropython.viper
def f(a: int):
    if a:
        a = None
        pass
    else:
        a[0] = 1
        pass
    a = "text"
