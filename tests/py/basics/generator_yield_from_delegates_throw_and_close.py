def inner():
    try:
        yield 1
        yield 2
    except ValueError:
        yield "inner caught"
    finally:
        print("inner finally")


def outer():
    try:
        yield from inner()
        yield "after"
    except KeyError:
        yield "outer caught"
    finally:
        print("outer finally")


g = outer()
print(next(g), g.throw(ValueError()), next(g), next(g, "end"))
g = outer()
print(next(g), g.throw(KeyError()), next(g, "end"))
g = outer()
print(next(g))
g.close()
print(next(g, "closed"))
