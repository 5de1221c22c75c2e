a = b = c = 1
a = b = c
x.y = z[0] = f()
(p, q) = [r, s] = t
