def f():
    X = const(a)
