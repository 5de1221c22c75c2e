d = {"k": 1}
keys, values, items = d.keys(), d.values(), d.items()
print(list(keys), list(values), list(items))
d["k"] = 2
print(list(values), list(items), "k" in keys, len(list(keys)))
d["j"] = 3
print(sorted(keys), sorted(values), sorted(items))
for k, v in sorted(d.items()):
    print(k, v)
print(sorted(d), [k for k in sorted(d.keys(), reverse=True)], sum(d.values()))
print(keys, repr({"x": None}.items()), {5: 6}.values())
