def f(a, a):
    if b:
        c
        d
    e
