a
def f():
    return a, b
class C:
    a
    a = 1
    print
    def m(self):
        return a
    [a for x in y]
    [x for x in a]
    (lambda: a)()
def g():
    a = 1
    class D:
        a
        b = a
        def m(self): return a
    [a for x in a]
    return D
