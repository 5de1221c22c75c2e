# OrderedDict: a dict, equal to another only in the same order.
from collections import OrderedDict

d = OrderedDict([("b", 1), ("a", 2)])
print(list(d), list(d.items()), list(d.values()), len(d), "a" in d, "z" in d, d["a"], d.get("z"), isinstance(d, dict))
print(d == OrderedDict([("b", 1), ("a", 2)]), d == OrderedDict([("a", 2), ("b", 1)]), d != OrderedDict([("b", 1)]))
print(OrderedDict() == OrderedDict(), OrderedDict(a=1) == OrderedDict(a=2), OrderedDict({1: [2]}) == OrderedDict({1: [2]}))
d["c"] = 3
d["b"] = 4
print(list(d.items()))
del d["a"]
d["a"] = 5
print(list(d.items()), d.popitem(), d.pop("b"), d.setdefault("e", 6), list(d.items()))
d.update({"x": 1}, y=2)
d |= {"z": 3}
print(list(d.items()), type(d) is OrderedDict, type(d.copy()) is OrderedDict, d.copy() == d, d.copy() is d)
print(list((d | {"q": 1}).items()), type(d | {"q": 1}) is OrderedDict, dict(d) is d, bool(d), bool(OrderedDict()))
try:
    print(d["none"])
except KeyError as error:
    print("KeyError", error.args)
try:
    hash(d)
except TypeError:
    print("TypeError")
d.clear()
print(len(d), list(d))
for i in range(50):
    d[i] = str(i)
for i in range(0, 50, 2):
    del d[i]
for i in range(10):
    d[i] = i
print(list(d.items()))


def keywords(**named):
    return named


print(keywords(**OrderedDict(a=1)), OrderedDict.fromkeys("ab", 1)["b"])


class Register(OrderedDict):
    def add(self, name):
        self[name] = len(self)


r = Register(x=0)
r.add("y")
r.add("z")
print(list(r.items()), r["z"], len(r), isinstance(r, OrderedDict), isinstance(r, dict))
