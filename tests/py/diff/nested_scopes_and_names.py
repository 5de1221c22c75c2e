x = "module"


def f(x):
    class A:
        w = "class"
        z = w

        def get(self):
            return x

    return A.z, A().get()


try:
    print(f("argument"))
except NameError:
    print("NameError")


def g():
    def h():
        return [x for _ in range(1)], (lambda: x)(), {x: 1}

    x = "g"
    return h()


print(g())


def shadows(list, len=3):
    return list, len


print(shadows(1), len([1]))


def loop_names():
    for i in range(2):
        def inner(i=i):
            return i
    return i, inner()


print(loop_names())
print([[y for y in range(x)] for x in range(3)], x)
print([lambda: x for x in (1, 2)][0]() in (1, 2))


def recursive(n):
    def inner(m):
        return 0 if m == 0 else m + inner(m - 1)

    return inner(n)


print(recursive(10))
print((lambda: [x for x in "ab"] + [x])()[2])
