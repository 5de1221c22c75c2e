import micropython


@micropython.viper
def f(a: int):
    a = "text"
