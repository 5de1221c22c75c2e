def f():
    nonlocal a
    a = 1
