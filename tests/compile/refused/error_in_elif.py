x
if f(a=1, b):
    c
elif d:
    e
    g
