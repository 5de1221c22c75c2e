# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


def two(a, b):
    pass


def keyword(*, k):
    pass


attempt(lambda: two(1))
attempt(lambda: two(1, 2, 3))
attempt(lambda: two(1, c=2))
attempt(lambda: two(1, a=2))
attempt(lambda: keyword())
attempt(lambda: 5())
attempt(lambda: None())
attempt(lambda: (lambda a, b: 0)(*[1]))
attempt(lambda: len())
attempt(lambda: len(5))
attempt(lambda: iter(5))
attempt(lambda: next(iter([])))
