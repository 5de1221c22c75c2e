# oracle: micropython  CPython has other words for it
# Texts of named tuples and ordered dicts.
from collections import OrderedDict, namedtuple


def show(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


P = namedtuple("P", "x y")
p = P(1, 2)


class Q(P):
    pass


print(P, type(p), p, Q(1, 2), Q, P.__bases__, p.__class__)
show(P)
show(P, 1)
show(P, 1, 2, 3)
show(P, 1, z=2)
show(P, 1, x=2)
show(Q, 1)
show(lambda: p.z)
show(lambda: P.x)
show(lambda: p())
show(setattr, p, "x", 3)
show(setattr, p, "z", 3)
show(delattr, p, "x")
show(lambda: p[2])
show(lambda: p["x"])
show(lambda: p + 1)
show(lambda: p < 1)
show(namedtuple, "A", 5)
show(namedtuple, 5, "a")
show(namedtuple, "A", [1])
show(namedtuple, "A")
show(namedtuple, "A", "a,b c")
show(namedtuple, "A", {"a": 1})
show(namedtuple, "A", iter("ab"))
show(lambda: namedtuple("R", "a a")(1, 2))
show(lambda: namedtuple("R", "a a")(a=1, b=2))

d = OrderedDict([("b", 1), ("a", 2)])
print(d, [d], str(d), type(d), OrderedDict(), d.keys(), type(OrderedDict.fromkeys([1])), d.copy())
show(hash, d)
show(lambda: d.move_to_end("b"))
show(OrderedDict, 1)
show(OrderedDict, 1, 2)
show(dict, 1, 2)
show(setattr, d, "x", 1)
show(lambda: d + d)
show(lambda: d < d)
