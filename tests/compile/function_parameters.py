def f(): pass
def f(a): pass
def f(a, b=1): pass
def f(a, b=1, *c): pass
def f(a, *, b): pass
def f(a, *, b=1, c): pass
def f(*a, b, c=2, **d): pass
def f(a=1, *b, c, d=3, **e): pass
def f(**a): pass
def f(*, a): pass
def f(*): pass
def f(a: int, b: str = "x", *c: d, e: f = 1, **g: h) -> i: pass
def f(a, b, c, d, e, g, h, i, j, k, l, m, n, o, p, q, r, s, t=1, u=2): return s + t
def f(a=lambda b=1: b, c=[x for x in y]): pass
def f(*args, a, b, c):
    return args, a, b, c
def f(*args, a, b):
    def g(): return args, a
    return b
