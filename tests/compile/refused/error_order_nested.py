def f():
    def g():
        1 = x
    del 2
