x = y = 1
del x
try:
    x
except NameError:
    print("x gone")
a, b, c = 1, [1, 2, 3], {"k": 1, "j": 2}
del a, b[0], c["k"]
print(b, c)
del (b[0]), y
print(b)


class O:
    pass


o = O()
o.x = o.y = 1
del o.x
print(hasattr(o, "x"), hasattr(o, "y"))
O.k = 1
del O.k
print(hasattr(O, "k"))
try:
    del c["none"]
except KeyError:
    print("KeyError")
try:
    del b[5]
except IndexError:
    print("IndexError")


def f(p):
    del p
    try:
        return p
    except NameError:
        return "parameter gone"


print(f(1))
d = {"x": {"y": [1, 2, 3]}}
del d["x"]["y"][1:]
print(d)
