d = {n: n for n in range(1)}
for k in d:
    d[k] += 100
print(d)
d = {}
for k in list("abc"):
    d[k] = d.get(k, 0) + 1
for k in sorted(d):
    d[k] = d[k] * 2
print(sorted(d.items()))
for k, v in list(d.items()):
    if v == 2:
        del d[k]
print(d)
