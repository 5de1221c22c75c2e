import micropython


@micropython.viper
def f(a):
    x = 1
    def g(b: int):
        c = b
        return b.x + 1
    return g
