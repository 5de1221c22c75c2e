def f():
    g(1, yield 2)
