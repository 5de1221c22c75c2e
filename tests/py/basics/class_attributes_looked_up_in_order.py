class A:
    x = "A.x"
    y = "A.y"

    def f(self):
        return "A.f"


class B(A):
    x = "B.x"

    def __init__(self):
        self.y = "own y"


b = B()
print(b.x, b.y, b.f(), B.y)
b.f = lambda: "own f"
print(b.f(), B().f())
del b.f, b.y
print(b.f(), b.y)
A.z = "new in A"
print(b.z, B.z)
B.z = "shadow in B"
print(b.z, A.z)
del B.z
print(b.z)
try:
    del B.z
except AttributeError:
    print("not in B itself")
B.f = lambda self: "B.f then " + A.f(self)
print(b.f())
b.__class__.x = "through the instance"
print(B.x, A.x)


class Data:
    shared = []
    count = 0


one, two = Data(), Data()
one.shared.append(1)
one.count += 1
print(two.shared, two.count, one.count, Data.count)
