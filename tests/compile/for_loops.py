for a in b: pass
for a, b in c: pass
for a.b in c: d
for a[b] in c: d
for (a, b), c in d: e
for a in b:
    c
else:
    d
for a in b:
    if c: break
    if d: continue
else:
    e
for *a, b in c: d
for a in [1, 2]: b
for a in 1, 2: b
for a in b, c: d
def f(x):
    for x in x:
        for y in x:
            return y
