def f(a, b=2, c=3):
    return a, b, c


print(f(1), f(1, 20), f(1, 20, 30), f(1, c=5), f(a=9), f(c=1, a=2, b=3))


def shared(x, into=[]):
    into.append(x)
    return into


print(shared(1), shared(2), shared(3, []))
n = 10


def early(v=n * 2):
    return v


n = 50
print(early(), early(1))


def nothing(a=None, b=()):
    return a, b


print(nothing(), nothing(b=1))
print((lambda a, b=5: a + b)(1), (lambda *a, k=1: (a, k))(1, 2, k=3))
