def f(*args, **kwargs):
    return args, sorted(kwargs.items())


print(f(), f(1), f(1, 2), f(a=1), f(1, b=2), f(*[1, 2]), f(*(), **{}), f(0, *[1], k=1, **{"z": 2}))


def g(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, sorted(more.items())


print(g(1, c=3), g(1, 2, 3, 4, c=5), g(c=1, a=2), g(1, c=2, x=3, d=0), g(*range(5), c=9))
print(g(*"ab", **{"c": "k", "e": 1}))


def only(*, key):
    return key


print(only(key=1))
print(f(*iter([1, 2])), f(*{"k": 1}), f(*(n * n for n in range(3))), f(*[1], 2, *[3], *(), 4))


def forward(*args, **kwargs):
    return g(*args, **kwargs)


print(forward(1, 2, 3, c=4, q=5))
