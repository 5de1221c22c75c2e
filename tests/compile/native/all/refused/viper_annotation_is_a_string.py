import micropython


@micropython.viper
def f(a: "int"):
    pass
