class Point:
    "a docstring is not kept"
    origin = 0
    count = 0

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def moved(self, dx):
        return Point(self.x + dx, self.y)

    def __str__(self):
        return "(%d, %d)" % (self.x, self.y)


p = Point(1, 2)
q = p.moved(5)
print(p, q, p.x, q.x, Point.count, p.count, Point.origin)
p.origin = 7
print(p.origin, q.origin, Point.origin)
p.new = "attribute"
print(p.new, hasattr(p, "new"), hasattr(q, "new"))
del p.new, p.origin
print(hasattr(p, "new"), p.origin)
print(Point.__name__, type(p) is Point, isinstance(p, Point), isinstance(5, Point), type(p).__name__)
m = p.moved
print(m(1), Point.moved(p, 2), [f(0).x for f in (p.moved, q.moved)])
Point.added = lambda self: self.x * 100
print(q.added())
for bad in (lambda: p.missing, lambda: Point.missing, lambda: Point(), lambda: p()):
    try:
        bad()
    except (AttributeError, TypeError) as err:
        print(type(err).__name__)
try:
    del p.missing
except AttributeError:
    print("AttributeError")
