it = iter([1, 2])
print(next(it), next(it), next(it, None), next(it, "d"))
print(list(iter("ab")), list(iter({"k": 1})), list(iter(range(2))), sorted(iter({1, 2})), iter(it) is it)
for bad in (lambda: iter(1), lambda: next(5), lambda: iter(None), lambda: next([1])):
    try:
        bad()
    except TypeError:
        print("TypeError")


class It:
    n = 0

    def __next__(self):
        It.n += 1
        if It.n > 3:
            raise StopIteration("stop value")
        return It.n

    def __iter__(self):
        return self


it = It()
print(next(it), list(it), next(it, "default"))
try:
    next(it)
except StopIteration as err:
    print(err.value)
