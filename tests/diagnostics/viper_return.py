# march: armv7m
@micropython.viper
def f(x: ptr8) -> int:
    return x
