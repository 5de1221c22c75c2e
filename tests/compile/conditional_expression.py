a if b else c
x = a if b else c if d else e
x = (a if b else c) if d else e
f(a if b else c)
def g():
    return a if b else c
def h():
    return (a if b else c)
def i():
    return a if b and not c else d if e else f
a if True else b
a if 0 else b
lambda: a if b else c
