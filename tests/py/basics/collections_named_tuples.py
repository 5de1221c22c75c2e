# namedtuple: a tuple with names, its class, and classes derived from it.
from collections import namedtuple

Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(p, p.x, p.y, p[0], p[-1], len(p), Point.__name__, isinstance(p, tuple), isinstance(p, Point), type(p) is Point)
print(Point(x=1, y=2), Point(1, y=2), Point(y=1, x=2), Point(*[1, 2]), Point(**{"x": 1, "y": 2}))
print(p == (1, 2), (1, 2) == p, p == Point(1, 2), p != Point(1, 3), p < (1, 3), p > Point(0, 9), hash(p) == hash((1, 2)))
print(p + (3,), (0,) + p, p * 2, p[0:1], p[:], list(p), tuple(p), 2 in p, 5 in p, "%d %d" % p, type(p + p))
print({Point(1, 2): "a"}[(1, 2)], {(1, 2): "b"}[p], len({p, (1, 2)}), max(p), sum(p), sorted([Point(2, 1), p]))
x, y = p
print(x, y, [a + b for a, b in [p, p]], bool(p), bool(namedtuple("Empty", "")()))


def spread(*args):
    return args


print(spread(*p), repr(p), str(p), [p], {"p": p}, (p, (3, p)))
print(namedtuple("Of", ["a", "b"])(1, 2), namedtuple("Of", ("a", "b"))(1, b=(2, 3)), namedtuple("Empty", ())())
print(namedtuple("Spaces", "  a \n b\t c ")(1, 2, 3))

for wrong in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, x=2), lambda: Point()):
    try:
        print(wrong())
    except TypeError:
        print("TypeError")
for wrong in (lambda: p.z, lambda: setattr(p, "x", 1), lambda: delattr(p, "x")):
    try:
        print(wrong())
    except AttributeError:
        print("AttributeError")
try:
    p[0] = 3
except TypeError:
    print("TypeError")


class Vector(Point):
    scale = 10

    def length(self):
        return self.x + self.y * self.scale

    @property
    def first(self):
        return self[0]


v = Vector(3, y=4)
print(v.length(), v.x, v[1], v == (3, 4), len(v), list(v), isinstance(v, Point), isinstance(v, tuple), v.first)
v.more = 5
print(v.more, v.x)


class Named(Vector):
    def __repr__(self):
        return "<%d, %d>" % (self.x, self.y)


print(repr(Named(5, 6)), [Named(7, 8)], Named(1, 2).length())


def make(names):
    made = []
    for i in range(40):
        made.append(namedtuple("T%d" % i, names)(*range(i, i + 3)))
    return made


print([t.b for t in make("a b c")], make(["b", "c", "a"])[20].b, make("a b c")[39])
