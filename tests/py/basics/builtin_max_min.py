print(max(1, 2), max([1, 3, 2]), max("abc"), max((1,), (2,)), min(3, 1, 2), min([5]), min("b", "a"))
print(max([1, -5], key=abs), min(["aaa", "b"], key=len), max(1, -3, key=lambda n: -n), max({1: "a", 3: "b"}))
print(max([], default=None), min([], default=5), max([1], default=9), max(x % 4 for x in range(9)))
print(max([(1, "b"), (1, "a")]), max(["x", "y"], key=lambda v: 0), min(["x", "y"], key=lambda v: 0))
for bad in (lambda: max([]), lambda: min(()), lambda: max(1), lambda: max()):
    try:
        bad()
    except (ValueError, TypeError) as err:
        print(type(err).__name__)
