def f(***a):
    pass
