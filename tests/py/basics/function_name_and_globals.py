def plain():
    pass


def outer():
    cell = 1

    def inner():
        return cell

    return inner


def generator():
    yield


class Class:
    def method(self):
        pass

    def generates(self):
        yield


for function in (plain, outer, outer(), generator, Class.method, Class().method, Class().generates, lambda: 0):
    print(function.__name__, function.__globals__ is globals())
plain.__globals__["added"] = 5
print(added)
for function in (plain, outer()):
    try:
        function.__globals__ = {}
    except AttributeError:
        print("AttributeError")
