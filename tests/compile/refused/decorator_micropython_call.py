@micropython.unknown()
def f():
    pass
