# march: armv7m
@micropython.viper
def f(x: 1):
    return x
