import micropython


@micropython.viper
def f(a: uint, b: int) -> int:
    return a % b
