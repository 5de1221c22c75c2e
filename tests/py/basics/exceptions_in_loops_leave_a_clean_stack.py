def one(n):
    total = 0
    for i in range(n):
        for j in (1, 2):
            try:
                if i % 3 == 0:
                    raise ValueError
                if i % 3 == 1:
                    continue
                total += j
            except ValueError:
                total += 100
                if j == 1:
                    break
            finally:
                total += 1000
    return total


print(one(10))


def two():
    values = []
    for x in [1, 0, 2]:
        values.append((x, [y for y in guarded(x)]))
    return values


def guarded(x):
    try:
        for y in (10, 20):
            yield y // x
    except ZeroDivisionError:
        yield "none"
    else:
        yield "else"


print(two())


def three(depth):
    try:
        for i in range(2):
            with Quiet():
                if depth:
                    three(depth - 1)
                raise KeyError(i)
    finally:
        log.append(depth)
    return "through"


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is KeyError


log = []
print(three(4), len(log), log[:6])
print([one(n) for n in range(5)])
