global a
a = 1
def f():
    global a, b
    a = 2
    b = a
    def g():
        a = 3
        def h():
            nonlocal a
            a = 4
            global c
            c = a
    del b
class C:
    global d
    d = 1
def i():
    x = 1
    def j():
        def k():
            nonlocal x
            x = 2
        return k
    return j
