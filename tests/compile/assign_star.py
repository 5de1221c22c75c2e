a, *b = f()
*a, b = f()
a, *b, c = f()
[*a] = f()
*a, = f()
a, (*b, c), d = f()
a, *b = c, d
def g():
    a, *b = c, d, e
    return a, b
