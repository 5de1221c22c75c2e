def f(a, b, *c, d=1, **e):
    x = 1
    y = 2
    def g():
        nonlocal x
        x += a
        z = y
        def h(p):
            return x, b, z, p, c, d, e
        return h
    return g, x
def outer():
    v = 1
    return [lambda: v for i in range(3)]
def many():
    a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = 1
    def inner():
        return q, p, o, a
    return inner
