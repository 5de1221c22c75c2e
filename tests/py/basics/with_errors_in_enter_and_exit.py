class Enter:
    def __enter__(self):
        raise ValueError("enter")

    def __exit__(self, *args):
        print("never called")


class Exit:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("exit", args[0] and args[0].__name__)
        raise KeyError("exit")


try:
    with Enter():
        print("never")
except ValueError as err:
    print(err)
try:
    with Exit():
        pass
except KeyError as err:
    print(err.args)
try:
    with Exit():
        raise ValueError("body")
except KeyError as err:
    print(err.args)
try:
    with Exit(), Enter():
        pass
except KeyError as err:
    print(err.args)
for bad in (5, None, "x"):
    try:
        with bad:
            pass
    except (AttributeError, TypeError):
        print("not a context manager")


def generator():
    with Resource() as r:
        yield r
        yield "again"


class Resource:
    def __enter__(self):
        print("open")
        return "r"

    def __exit__(self, kind, *args):
        print("close", kind and kind.__name__)


g = generator()
print(next(g), next(g), next(g, "end"))
g = generator()
print(next(g))
g.close()
