import micropython


@micropython.viper
def f(a: int):
    b = a + None; c = a + "text"
    return c
