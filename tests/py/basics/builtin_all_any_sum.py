print(all([]), all([1, "a"]), all([1, 0]), any([]), any([0, "", 3]), any([0, None]))
print(sum([]), sum([1, 2, 3]), sum([1], 10), sum(range(5)), sum((1, 2), 3), sum(x for x in (4, 5)))
print(sum([[1], [2]], []), sum([(1,), (2,)], ()))


def noisy():
    for i in range(5):
        print("yield", i)
        yield i


print(any(noisy()), all(noisy()))
try:
    sum([1, "a"])
except TypeError:
    print("TypeError")
