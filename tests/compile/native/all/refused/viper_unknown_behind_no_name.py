import micropython


@micropython.viper
def f(a: [int], b: text):
    pass
    pass
