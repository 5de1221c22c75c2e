d = {}
for n in range(500):
    d[n * 7 % 1000] = n
print(len(d), d[7], d[993 - 500], sum(d.keys()), sum(d.values()))
for n in range(0, 1000, 2):
    if n in d:
        del d[n]
print(len(d), sum(d), 7 in d, 14 in d)
for n in range(500):
    d["key%d" % n] = n
print(len(d), d["key499"], "key500" in d, d.get(7))
for n in range(500):
    assert d.pop("key%d" % n) == n
print(len(d), sum(d))
d.clear()
print(d)
d["again"] = 1
print(d)
