a = {"x": 1}
b = {"config": {"pins": [1, 2, {"deep": (3, 4)}]}}
print(b["config"]["pins"][2]["deep"][1])
b["config"]["pins"][2]["deep"] = "changed"
b["config"]["new"] = []
b["config"]["new"].append(5)
print(b["config"]["pins"], b["config"]["new"])
b["config"]["pins"][0] += 10
print(b["config"]["pins"][0])


def f(**kw):
    return sorted(kw.items())


print(f(**a), f(y=2, **a), f(**{}), f(**a, **{"z": 3}))
counts = {}
for c in "mississippi":
    counts[c] = counts.get(c, 0) + 1
print(sorted(counts.items()))
groups = {}
for w in "one two three four five six".split():
    groups.setdefault(len(w), []).append(w)
print([groups[n] for n in sorted(groups)])
