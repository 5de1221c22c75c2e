# march: armv7m
@micropython.viper
def f(x: float) -> int:
    return 1
