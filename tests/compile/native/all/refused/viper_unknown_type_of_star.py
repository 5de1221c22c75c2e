import micropython


@micropython.viper
def f(*a: text):
    return a
