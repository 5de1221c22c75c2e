import micropython


@micropython.viper
def f(a: int):
    b = a
    b = None
    b = "text"
