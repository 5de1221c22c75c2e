print([x for x in range(5)], [x * x for x in range(5) if x % 2], [(x, y) for x in range(3) for y in "ab"])
print([[x * y for x in range(3)] for y in range(3)], [x for row in [[1, 2], [3]] for x in row])
print([x for x in range(20) if x % 2 if x % 3 if x > 5], [(x, y) for x in range(4) for y in range(x) if (x + y) % 2])
print({x: x * x for x in range(1)}, sorted({k: v for k, v in zip("abc", range(3))}.items()))
print(sorted({x % 3 for x in range(10)}), {c for c in "a"}, sorted({v: k for k, v in {"a": 1, "b": 2}.items()}))
x = "outside"
print([x for x in (1, 2)], x)
n = 3
print([n * i for i in range(n)], [f(2) for f in [lambda v, k=k: v * k for k in range(3)]])


def f(limit):
    base = 10
    return [base + i for i in range(limit) if i < limit], {base: limit for _ in "x"}


print(f(2), [a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in [(1, 2, 3), (4,)]])
print([y for x in range(3) if (y := x * 2) > 1], y)


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]


print(C.doubled, [[] for _ in range(2)], [None if v else v for v in (0, 1)])
