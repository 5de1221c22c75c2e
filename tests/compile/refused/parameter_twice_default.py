def f(a, b=1, a=2):
    pass
