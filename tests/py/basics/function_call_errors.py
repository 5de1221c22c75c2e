def f(a, b=2):
    return a, b


def g(*, key):
    return key


def h():
    pass


def kw(a, **k):
    return a


calls = (
    lambda: f(),
    lambda: f(1, 2, 3),
    lambda: f(1, c=2),
    lambda: f(1, a=2),
    lambda: g(),
    lambda: g(1),
    lambda: g(key=1, other=2),
    lambda: h(1),
    lambda: h(x=1),
    lambda: kw(),
    lambda: kw(1, a=2),
    lambda: f(*5),
    lambda: 5(),
    lambda: "text"(),
    lambda: None(),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(5),
    lambda: [].append(),
    lambda: "".join(),
    lambda: (lambda x: x)(),
    lambda: int(1, 2, 3),
)
for number, call in enumerate(calls):
    try:
        print(number, call())
    except TypeError:
        print(number, "TypeError")
