import micropython


@micropython.viper
def f(a):
    return a == None
