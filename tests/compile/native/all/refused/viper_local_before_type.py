import micropython


@micropython.viper
def f(a):
    if a:
        print(b)
    b = 1
