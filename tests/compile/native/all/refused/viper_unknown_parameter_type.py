import micropython


@micropython.viper
def f(a: str, b: text):
    pass
