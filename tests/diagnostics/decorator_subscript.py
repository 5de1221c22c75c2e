@registry["x"]
def f():
    pass
