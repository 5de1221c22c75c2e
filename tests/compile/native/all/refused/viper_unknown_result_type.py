import micropython


@micropython.viper
def f(a: int) -> float:
    return a + 1
