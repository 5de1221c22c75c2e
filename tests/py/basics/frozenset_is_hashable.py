f = frozenset([1, 2, 2])
print(len(f), sorted(f), 1 in f, f == frozenset((2, 1)), f == {1, 2}, frozenset())
print({f: "value"}[frozenset([2, 1])], hash(f) == hash(frozenset([2, 1])), {f, frozenset([1, 2])} == {f})
print(sorted(f | {3}), sorted(f & {1}), sorted(f - {1}), f < frozenset([1, 2, 3]))
print(type(f | {3}) is frozenset, sorted(f.union([9])), f.issubset({1, 2, 3}))
for name in ("add", "remove", "clear", "update"):
    try:
        getattr(f, name)(1)
        print("has", name)
    except AttributeError:
        print("no", name)
