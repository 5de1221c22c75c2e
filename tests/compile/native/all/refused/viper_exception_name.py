import micropython


@micropython.viper
def f(a):
    try:
        a()
    except ValueError as e:
        print(e)
