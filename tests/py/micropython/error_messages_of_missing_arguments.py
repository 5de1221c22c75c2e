# oracle: micropython
def attempt(f):
    try:
        f()
    except TypeError as err:
        print(err)


def two(a, b):
    pass


def default(a, b, c=3):
    pass


def star(a, *rest):
    pass


def keyword_only(a, *, k):
    pass


def keyword_default(a, *, k=1):
    pass


def keywords(a, **rest):
    pass


def none():
    pass


def outer():
    cell = 1

    def inner(a, b=2):
        return cell

    return inner


class Class:
    def method(self, a):
        pass


attempt(lambda: two(b=2))
attempt(lambda: default())
attempt(lambda: default(c=1))
attempt(lambda: default(1, 2, 3, 4))
attempt(lambda: star())
attempt(lambda: keyword_only())
attempt(lambda: keyword_only(1))
attempt(lambda: keyword_only(k=2))
attempt(lambda: keyword_default())
attempt(lambda: keyword_default(k=2))
attempt(lambda: keywords())
attempt(lambda: keywords(b=2))
attempt(lambda: none(1))
attempt(lambda: none(a=1))
attempt(lambda: outer()())
attempt(lambda: outer()(1, 2, 3))
attempt(lambda: outer()(b=1))
attempt(lambda: Class().method())
attempt(lambda: Class().method(b=1))
