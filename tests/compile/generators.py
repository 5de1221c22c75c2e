def f():
    yield
    yield a
    yield a, b
    x = yield
    x = yield a
    x = yield from a
    yield from b
    return c
def g():
    return (yield a) + (yield)
    f((yield))
    f((yield a), b)
lambda: (yield)
lambda: (yield a)
def h():
    [(yield)]
    x += yield
    x = y = yield z
    x: int = yield
    if (yield): pass
