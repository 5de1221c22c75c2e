print(sorted([3, 1, 2], key=lambda x: -x), sorted("hello"), sorted({"b": 1, "a": 2}), sorted([], reverse=True))
calls = []


def key(x):
    calls.append(x)
    return -x


print(sorted([1, 2, 3], key=key), len(calls) >= 3)
data = [3, 1, 2]
print(sorted(data), data, sorted(data) is data, sorted(data, reverse=True), sorted(data, key=None))


def failing(x):
    raise ValueError("key")


try:
    sorted([1, 2], key=failing)
except ValueError as err:
    print(err)
for bad in (lambda: sorted(5), lambda: sorted([1, "a"]), lambda: sorted([1, None, 2]), lambda: sorted()):
    try:
        bad()
    except TypeError:
        print("TypeError")
