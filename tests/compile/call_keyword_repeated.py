f(a=1, a=2)
f(a=1, **b, c=2)
f(a=1, b := 2)
f(a=1, x for x in y)
