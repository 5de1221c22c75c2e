a = 1
def f():
    x
    nonlocal a
