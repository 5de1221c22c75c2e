# oracle: cpython  the reference compares by type first, and hides the methods of tuples behind the names
# DIFF: an ordered dict equals a dict with the same entries and takes no keys that cannot be hashed; a named tuple has the
# methods of a tuple.
from collections import OrderedDict, namedtuple

d = OrderedDict([("b", 1), ("a", 2)])
print(d == {"a": 2, "b": 1}, {"a": 2, "b": 1} == d, d == {"a": 2}, d != {"b": 1, "a": 2})
for key in ([], {}, set()):
    try:
        d[key] = 1
    except TypeError:
        print("TypeError")
p = namedtuple("P", "x y")(1, 2)
print(p.count(1), p.index(2))
