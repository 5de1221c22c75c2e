# oracle: cpython
d = {"z": 1, "a": 2, "m": 3}
d["b"] = 4
d["z"] = 5
print(d, list(d), list(d.values()), list(d.items()))
del d["a"]
d["a"] = 6
print(d)
for n in range(20, 0, -3):
    d[n] = str(n)
print(d)
print(d.popitem(), d.popitem(), d)
print({k: v for k, v in zip("qwerty", range(6))}, dict(one=1, two=2, three=3))
d.update({"new": 0, "b": 9})
print(d)
