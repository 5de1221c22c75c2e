log = []


def v(name, value=None):
    log.append(name)
    return value if value is not None else name


class Box:
    def __getitem__(self, k):
        log.append("get")
        return 1

    def __setitem__(self, k, value):
        log.append("set")


box = Box()


def check(label):
    print(label, " ".join(str(x) for x in log))
    log.clear()


v("a", 1) + v("b", 2) * v("c", 3)
check("arithmetic")
v("f", max)(v("x", 1), v("y", 2), key=v("k", abs))
check("call")
v("box", box)[v("i")] = v("value")
check("item store")
v("box", box)[v("i")] += v("value", 1)
check("item augmented")
[v("a"), v("b")], (v("c"), v("d"))
check("displays")
v("l", 1) < v("m", 2) < v("n", 3)
check("chain")
v("yes") if v("test") else v("no")
check("conditional")
x, y = v("first"), v("second")
check("tuple assignment")
print("%s %s" % (v("one"), v("two")))
check("format")
[v(i) for i in (v("p"), v("q")) if v("cond")]
check("comprehension")
v("list", [1, 2, 3])[v("lo", 0) : v("hi", 2)]
check("slice")


def defaults(a=v("default a"), b=v("default b")):
    pass


check("defaults")


@v("outer", lambda f: f)
@v("inner", lambda f: f)
def decorated():
    pass


check("decorators")
not v("n") or v("o") and v("p")
check("logic")
f = lambda *a, **k: None
f(v("s"), *v("star", [1]), k=v("kw"))
check("star call")
