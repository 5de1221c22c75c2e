# march: armv7m
@micropython.viper
def f():
    print(x)
    x = 1
