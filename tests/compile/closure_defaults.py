def f():
    a = 1
    def g(b=a, *, c=a, d=2, e):
        return a, b, c, d, e
    h = lambda x=a: a
    return g, h
