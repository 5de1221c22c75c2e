for i in range(10): a
for i in range(n): a
for i in range(a, b): c
for i in range(10, 0, -1): a
for i in range(0, n, 2): a
for i in range(a, b, c): d
for i in range(a, b, 0): d
for i in range(*a): b
for i in range(a, *b): c
for i in range(k=1): b
for a.b in range(3): c
for a, b in range(3): c
for i in range(): a
for i in range(1, 2, 3, 4): a
for i in range(3).x: a
for i in range(len(x)):
    if a: break
    if b: continue
else:
    c
for i in range(5):
    for j in range(i):
        break
    else:
        continue
    break
else:
    d
for i in range(
    a
):
    b
def f(n):
    for i in range(n):
        try:
            break
        finally:
            g
    for i in range(n):
        return i
