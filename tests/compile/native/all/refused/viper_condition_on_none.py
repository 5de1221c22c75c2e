import micropython


@micropython.viper
def f():
    a = None
    while a:
        pass
