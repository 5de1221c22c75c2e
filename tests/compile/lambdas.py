lambda: a
lambda a: a
lambda a, b=1, *c, d, e=2, **f: a
lambda *a: a
lambda **a: a
lambda *, a: a
f(lambda: 1, lambda x: x)
def g(a):
    return lambda b: lambda c: a + b + c
lambda: (
    a
)
x = lambda: [y for y in z]
