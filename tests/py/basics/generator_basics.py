def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "ignored by for"


print(list(count(3)), [x for x in count(4)], sum(count(5)), list(count(0)))
g = count(2)
print(next(g), next(g), next(g, "end"), next(g, "still"))
try:
    next(g)
except StopIteration:
    print("StopIteration")
g = count(1)
print(iter(g) is g, next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


for n in fib():
    if n > 50:
        break
    print(n, end=" ")
print()
two = count(3), count(3)
print([next(two[0]), next(two[1]), next(two[0]), next(two[1])])


def empty():
    return
    yield


print(list(empty()), list(x * 2 for x in count(3)), max(count(4)), tuple(count(2)), 2 in count(5))
