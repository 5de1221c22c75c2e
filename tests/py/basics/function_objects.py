def f(x):
    return x * 2


g = f
print(g(4), f is g, f == g, callable(f), callable(5), callable(int), callable(lambda: 0), f.__name__)
table = {"double": f, "len": len}
print(table["double"](3), table["len"]("abc"), [h(2) for h in (f, str, lambda x: x + 1)])


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


print(compose(f, f, str)(5), compose()(1))


def many():
    return 1, [2], {"k": 3}


a, b, c = many()
print(a, b, c)


def recurse(n):
    return 1 if n < 2 else n * recurse(n - 1)


print(recurse(10), (lambda n: n + 1)(1), (lambda: (yield))().__next__())
