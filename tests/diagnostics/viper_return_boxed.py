# march: armv7m
@micropython.viper
def f(x: int, y):
    x += 1
    return x + y
