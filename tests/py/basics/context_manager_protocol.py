class Resource:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


with Resource("a") as a:
    print("body", a)
with Resource("a") as a, Resource("b") as b:
    print(a, b)
try:
    with Resource("c"):
        raise ValueError("v")
except ValueError as err:
    print("outside", err)
with Resource("d", swallow=True):
    raise KeyError("k")
print("went on")


def returns():
    with Resource("e"):
        return "returned"


print(returns())
for i in range(3):
    with Resource("loop%d" % i):
        if i == 0:
            continue
        if i == 1:
            break
try:
    with Resource("outer"), Resource("inner", swallow=True):
        raise ValueError
    with Resource("x") as holder.attribute:
        pass
except NameError:
    print("NameError")
target = [None]
with Resource("item") as target[0]:
    print(target)
with Resource("pair"):
    with Resource("nested"):
        pass
