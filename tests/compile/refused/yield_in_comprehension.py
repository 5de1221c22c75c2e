def f():
    x
    return [(yield) for a in b]
