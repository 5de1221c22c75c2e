def f():
    def g():
        for a in b:
            pass
        nonlocal a
