class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        self.i = 0
        return self

    def __next__(self):
        if self.i == self.n:
            raise StopIteration
        self.i += 1
        return self.i


for x in Count(2):
    print(x)
print(list(Count(3)), sum(Count(4)), [x for x in Count(2)], dict(enumerate(Count(1))), max(Count(3)))
a, *rest = list(Count(4))
print(a, rest)
it = iter(Count(1))
print(next(it), next(it, "default"))
try:
    next(it)
except StopIteration:
    print("StopIteration")
print(list(zip(Count(2), "abc")), 3 in Count(5), list(map(str, Count(2))))
for bad in (lambda: iter(5), lambda: next([]), lambda: list(5), lambda: [x for x in None]):
    try:
        bad()
    except TypeError:
        print("TypeError")


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("broken")


try:
    list(Broken())
except ValueError as err:
    print(err)
