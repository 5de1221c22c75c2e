class A:
    x = 1

    def f(self):
        return "f"


a = A()
print(getattr(a, "x"), getattr(a, "f")(), getattr(a, "zz", None), getattr(A, "x"), getattr("abc", "upper")())
setattr(a, "y", 2)
setattr(A, "z", 3)
print(a.y, a.z, hasattr(a, "y"), hasattr(A, "y"), hasattr(5, "nothing"), hasattr([], "append"))
delattr(a, "y")
print(hasattr(a, "y"))
for n in range(5):
    setattr(a, "field%d" % n, n)
print(sum(getattr(a, "field%d" % n) for n in range(5)))
try:
    getattr(a, "zz")
except AttributeError:
    print("AttributeError")
try:
    (5).x = 1
except AttributeError:
    print("no attributes on int")
try:
    [].append = 1
except AttributeError:
    print("nor on list")
