log = []


def a(n):
    try:
        return b(n)
    except KeyError:
        log.append("a")
        return "from a"
    finally:
        log.append("fa")


def b(n):
    try:
        return c(n)
    except ValueError:
        log.append("b")
        return "from b"
    finally:
        log.append("fb")


def c(n):
    if n == 0:
        raise ValueError
    if n == 1:
        raise KeyError
    if n == 2:
        raise IndexError
    return "from c"


for n in range(4):
    try:
        print(n, a(n))
    except IndexError:
        print(n, "at top")
    print(log)
    log.clear()


def each(items):
    for item in items:
        try:
            yield 10 // item
        except ZeroDivisionError:
            yield "skipped"


print(list(each([1, 0, 5])))
print([f() for f in [lambda: 1]], sorted([2, 1], key=lambda n: -n))
try:
    sorted([1, 2], key=lambda n: n.missing)
except AttributeError:
    print("through sorted")
try:
    list(map(lambda n: n // 0, [1]))
except ZeroDivisionError:
    print("through map")
try:
    [x for x in each(None)]
except TypeError:
    print("through a generator")
