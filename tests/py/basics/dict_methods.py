d = {"a": 1}
print(d["a"], d.get("a"), d.get("x"), d.get("x", 9), len(d), "a" in d, "x" in d, 1 in d)
d["b"] = 2
print(d.setdefault("b", 5), d.setdefault("c", 3), d.setdefault("n"), sorted(d.keys()))
print(d.pop("n"), d.pop("zz", "default"), d.pop("c"), sorted(d.items()))
d.update({"e": 5})
d.update([("f", 6), ("g", 7)])
d.update(h=8)
print(sorted(d.items()), sorted(d.values()))
e = d.copy()
e["a"] = 100
print(d["a"], e["a"], d == e, d != e, {1: 2} == {1: 2}, {1: 2} == {1: 3}, {} == {}, {1: 2, 3: 4} == {3: 4, 1: 2})
e.clear()
print(e, len(e), bool(e), bool(d))
print({"only": 1}.popitem(), dict(), dict({"k": 1}), dict([(1, 2)]), dict(k=1), {}.fromkeys([1]), dict.fromkeys("a", 0))
for bad in (lambda: d["none"], lambda: d.pop("none"), lambda: {}.popitem()):
    try:
        bad()
    except KeyError as err:
        print("KeyError", len(err.args))
try:
    del d["none"]
except KeyError as err:
    print(err.args)
try:
    {[]: 1}
except TypeError:
    print("unhashable")
