[y := x for x in z]
def f():
    [y := x for x in z]
    return y
def g():
    global w
    [w := x for x in z]
def h():
    v = 1
    def i():
        nonlocal v
        [v := x for x in z]
    return v
def j():
    return [[q := x for x in y] for y in z], q
def k():
    if any((m := x) for x in y): return m
(n for x in y if (n := x))
