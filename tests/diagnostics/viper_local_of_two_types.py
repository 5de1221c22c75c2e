# march: armv7m
@micropython.viper
def f(x: int):
    y = 1
    y = x()
