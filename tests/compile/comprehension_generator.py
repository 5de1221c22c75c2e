(x for x in y)
f(x for x in y)
sum(x for x in y if z)
(x for x in y for z in x)
def f(a):
    return (a for b in a)
def g(a):
    return any(
        a
        for b in a
        if b
    )
(lambda: (yield))
(a for a in (b for b in c))
