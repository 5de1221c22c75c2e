def f(a):
    x
    global a
