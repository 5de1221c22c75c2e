x = 5
g = globals()
print(g["x"], "g" in g, g["__name__"])
g["made"] = "through the dict"
print(made)


def f():
    return globals() is g, "f" in globals()


print(f())


class C:
    y = 1
    try:
        print(locals()["y"])
    except KeyError:
        print("no y")


print("x" in locals())
