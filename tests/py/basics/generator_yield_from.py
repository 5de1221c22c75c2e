def inner(n):
    received = yield n
    print("inner got", received)
    yield n + 1
    return "inner %d done" % n


def outer():
    result = yield from inner(1)
    print(result)
    result = yield from [10, 20]
    print(result)
    yield from ()
    yield from range(2)
    return "outer done"


g = outer()
print(next(g), g.send("hello"), next(g), next(g), next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)


def flatten(x):
    if isinstance(x, list):
        for item in x:
            yield from flatten(item)
    else:
        yield x


print(list(flatten([1, [2, [3, [], 4]], 5])))
