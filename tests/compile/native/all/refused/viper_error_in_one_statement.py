import micropython


@micropython.viper
def f(a: int): return a + None
