t = (1, "two", None)
print(t, len(t), t[0], t[-1], t[1:], (), (1,), tuple("ab"), tuple([1, 2]))
print(t + (4,), t * 2, 2 * (0,), "two" in t, 5 in t, t.index("two"), t.count(None))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), (2,) > (1, 9), (1, 2) == (1, 2), (1, 2) != [1, 2], () < (0,))
a, b, c = t
print(a, b, c)
a, b = b, a
print(a, b)
x = 1, 2
print(x, (1, 2)[1], ((1, 2), (3,))[0][1])
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[(1, 2)])
t += (9,)
print(t, sorted((3, 1, 2)), max((4, 8)), sum((1, 2, 3)), list(reversed((1, 2))))
for bad in (lambda: t[9], lambda: t.index("zz"), lambda: t + [1]):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as err:
        print(type(err).__name__)
try:
    t[0] = 1
except TypeError:
    print("immutable")
