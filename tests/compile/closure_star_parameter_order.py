def f(*args, a, b, c):
    x = 1
    def g():
        return x, c, args, b, a
    def h():
        def i():
            return args, c
        return i
    return g, h
def j(p, *args, k, **kw):
    return lambda: (kw, args, k, p)
