import micropython


@micropython.viper
def f(a: int):
    try:
        a = None
        print(a)
    except:
        a = "text"
        print()
    finally:
        a[0] = 1
        print()
