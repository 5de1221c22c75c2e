# march: armv7m
@micropython.viper
def f(x: bool):
    y = x[0]
