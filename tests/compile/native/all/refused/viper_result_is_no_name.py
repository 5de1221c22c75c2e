import micropython


@micropython.viper
def f(a) -> [int]:
    x = 1
    y = 2
