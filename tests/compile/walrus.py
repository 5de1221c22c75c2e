(a := 1)
if (b := c) and d: e
while (f := g()): h
def i():
    if (j := k): return j
    print(l := 1)
    return [m := 1, m]
[(n := 1), n]
class C:
    if (o := 1): pass
x = (y := z)
def p():
    global q
    (q := 1)
lambda: (r := 1)
