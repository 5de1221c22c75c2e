class C:
    a = 1
    b = a + 1
    names = []
    for i in range(3):
        names.append("n%d" % i)
    if b == 2:
        chosen = "two"
    else:
        other = 0

    def f(self):
        return self.a

    g = f
    values = [x * 2 for x in range(3)]

    class Inner:
        deep = "inner"

        def hello(self):
            return "hello"

    del i


print(C.a, C.b, C.names, C.chosen, hasattr(C, "other"), C().g(), C.values, C.Inner.deep, C.Inner().hello(), hasattr(C, "i"))
C.a = 10
print(C().f(), C.b)
x = "global"


class Scope:
    x = "class"

    def method(self):
        return x

    y = x


print(Scope().method(), Scope.y)


def local():
    base = "local"

    class L:
        kept = base

        def get(self):
            return base

    return L


print(local().kept, local()().get(), local() is local())
