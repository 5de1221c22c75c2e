class Echo:
    def __init__(self, end):
        self.count = 0
        self.end = end

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count > 2:
            raise StopIteration(self.end)
        return self.count

    def send(self, value):
        print("send", value)
        if value == "stop":
            raise StopIteration("sent")
        return value

    def throw(self, exc):
        print("throw", type(exc))
        if isinstance(exc, ValueError):
            raise StopIteration("thrown")
        return "kept"

    def close(self):
        print("close")


def delegate(iterator):
    try:
        print("result", (yield from iterator))
    except Exception as exc:
        print("caught", type(exc))
    finally:
        print("done")
    yield "last"


print(list(delegate(Echo("end"))))

g = delegate(Echo("end"))
print(next(g), g.send("hello"), g.send("stop"))

g = delegate(Echo("end"))
print(next(g), g.throw(KeyError()), next(g), g.throw(ValueError()))

g = delegate(Echo("end"))
next(g)
g.close()

# An iterator without the method lets the exception pass.
g = delegate([1, 2])
print(next(g), g.throw(KeyError()))
g = delegate(iter([1, 2]))
print(next(g))
g.close()


def swallows():
    try:
        yield 1
    except GeneratorExit:
        print("swallowed")


def outer():
    try:
        yield from swallows()
        print("never printed")
    except GeneratorExit:
        print("still exits")
        raise


g = outer()
next(g)
g.close()


def deep(n):
    if n:
        try:
            return (yield from deep(n - 1)) + 1
        except ValueError:
            return n * 100
    yield "bottom"
    return 0


g = deep(40)
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = deep(40)
print(next(g))
try:
    g.throw(ValueError())
except StopIteration as stop:
    print(stop.value)


def stops():
    yield 1
    raise StopIteration(5)


g = delegate(stops())
print(next(g), next(g))
