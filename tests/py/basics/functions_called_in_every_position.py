def f(x=1):
    return [x, f]


print(f()[0], f(2)[1](3)[0], f(4)[1] is f, f(f(5)[0] + f(6)[0])[0])
print({f(7)[0]: f(8)[0]}, [f(9)[0]][f(0)[0]], (f(1)[0],))
print(f(1)[0] < f(2)[0] < f(3)[0], not f(0)[0], -f(5)[0], f(1)[0] or f(2)[0], f(0)[0] and f(2)[0])
x = f(3)[0] if f(0)[0] else f(4)[0]
x += f(1)[0]
print(x, "%d %d" % (f(5)[0], f(6)[0]), f"{f(7)[0]}", [f(y)[0] for y in f(8)[:1] if f(y)[0]])
d = {"f": f}
print(d["f"](1)[0], (lambda g: g(2)[0])(f), list(map(f, [3]))[0][0], sorted([f(2)[0], f(1)[0]], key=lambda v: f(-v)[0]))


class C:
    g = f

    def __init__(self, h=f):
        self.h = h


print(C.g(5)[0], C().h(6)[0], C().g()[0].__class__ is C, getattr(C(), "h")(7)[0])
assert f(1)[0], f(2)
del d["f"](0)[1]
for y in f(2)[:1]:
    print(y)
while f(x)[0] > 3:
    x -= f()[0]
print(x)
