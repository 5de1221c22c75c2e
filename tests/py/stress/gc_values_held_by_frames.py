def junk(n):
    return [str(i) + "!" for i in range(n)]


def locals_survive(a, b=("default", [1])):
    c = [a, b]
    d = {"k": c}
    junk(50)
    e = "made" + str(len(c))
    junk(50)
    return a, b, c, d, e


print(locals_survive("first"), locals_survive(["x"], {"y": 1}))


def operands_survive(n):
    return (str(n) + "a", [n] + [len(junk(20))], {"k": str(n) + "b"}, str(n) + "c" + str(len(junk(30))))


print(operands_survive(7))


def arguments(*args, **kw):
    junk(40)
    return args, sorted(kw.items())


print(arguments(str(1) + "x", [2] + [3], (4,) + (5,), k=str(len(junk(10))), j="j" + str(6)))


def deep(n, carried):
    junk(5)
    mine = [n, carried]
    if n:
        result = deep(n - 1, mine)
    else:
        result = 0
    node = mine
    while node:
        result += node[0]
        node = node[1]
    return result


print(deep(25, None))


def loops():
    out = []
    for a in [str(i) + "a" for i in range(3)]:
        for b in (x + a for x in ["p", "q"]):
            for c in {a: b}:
                junk(10)
                out.append(b + c)
    return out


print(loops())
x = [str(i) for i in range(5)]
x[len(junk(3)) - 3], x[1] = "n" + str(len(junk(4))), x[0] + str(len(junk(5)))
print(x)
