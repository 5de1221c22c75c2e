g = (x * x for x in range(4))
print(next(g), list(g), list(g))
print(sum(x for x in range(10) if x % 2), max((c for c in "hello"), key=ord), dict((k, 1) for k in "a"))
print(list((a, b) for a in range(2) for b in range(a + 1)), any(x > 2 for x in (1, 2, 3)))
print(all(x for x in []), ",".join(str(x) for x in (1, 2)), sorted(-x for x in (1, 3, 2)))
n = 10
g = (x + n for x in [1])
n = 20
print(next(g))


def source():
    print("source evaluated at once")
    return [1]


g = (x for x in source())
print("made")
print(list(g))


def method_of_class():
    k = 3
    return list(x * k for x in range(3))


print(method_of_class(), tuple(x for x in (y for y in "ab")))
