x
@micropython.viper
def f(): pass
