del a
del a, b
del a.b
del a[b]
del a.b[c].d
del (a, b)
del (a), (b, (c, d))
del a[b:c]
def f(x):
    y = 1
    del x, y
    def g():
        nonlocal x
        del x
    del z.y
    global w
    del w
class C:
    a = 1
    del a
