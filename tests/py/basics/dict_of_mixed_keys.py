d = {1: "int", "1": "str", b"1": "bytes", (1,): "tuple", None: "none", False: "false", ...: "dots", int: "type"}
print(len(d), d[1], d["1"], d[b"1"], d[(1,)], d[None], d[False], d[...], d[int])
d[True] = "true is one"
print(len(d), d[1])
d[0] = "zero is false"
print(len(d), d[False])
f = frozenset([1, 2])
d[f] = "frozen"
print(d[frozenset([2, 1])], frozenset() in d)
def key():
    pass
d[key] = "function"
print(d[key], [1] in [[1]], "absent" in d)
