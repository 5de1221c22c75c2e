import micropython


@micropython.viper
def f(a: int):
    for i in range(a):

        i = None
        i.x
    return a
