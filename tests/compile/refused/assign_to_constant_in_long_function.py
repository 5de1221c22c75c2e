x
def f():
    a
    1 = x
