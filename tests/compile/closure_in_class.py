def f(x):
    class C:
        y = x
        def m(self):
            return x
        def n(self, x):
            return x
    return C
def g():
    z = 1
    class D:
        z = 2
        def m(self):
            return z
    return D
