def g():
    x = yield
    y = [(yield x), (yield 2)]
    z = {"key": (yield "value")}
    print("got", y, z, (yield) or "none")
    f = lambda: (yield 5)
    yield from f()
    if (yield "test"):
        yield "true branch"
    else:
        yield "false branch"
    for item in (yield "iterable"):
        yield item
    print((yield "arg"), sep=(yield "sep"))
    return (yield "last")


it = g()
sent = [None, 10, 20, 30, "v", "printed", None, None, None, [7, 8], None, None, "a", ",", "result"]
try:
    for s in sent:
        print(repr(it.send(s)))
    print(repr(it.send("end")))
except StopIteration as stop:
    print("returned", stop.value)
