[x for x in y]
[x for x in y if z]
[x for x in y if a if b]
[(x, z) for x in y for z in x]
[x for x in y if a for z in x if b]
[[z for z in x] for x in y]
[a for a, b in c]
[a.b for a.c in d]
[(
    x
) for x in y]
[x
 for x
 in y]
def f(p):
    q = 1
    return [x + p + q for x in y if q]
