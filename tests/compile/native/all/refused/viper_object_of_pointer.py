import micropython


@micropython.viper
def f(a):
    print(ptr8)
