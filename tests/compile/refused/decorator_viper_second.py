@a
@micropython.viper
def f():
    pass
