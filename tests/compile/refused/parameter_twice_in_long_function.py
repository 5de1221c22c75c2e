x
def f(a, a):
    b
    c
