a, b = f()
a, = f()
[a, b, [c, d]] = f()
[] = f()
(a, b), c = f()
[x] = y
