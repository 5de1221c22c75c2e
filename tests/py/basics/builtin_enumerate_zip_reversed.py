print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate("a", start=3)))
print(list(zip()), list(zip([1, 2])), list(zip([1, 2], "abc")), list(zip((1, 2), "ab", [3, 4])), list(zip([], [1])))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1,))), list(reversed(range(3))), list(reversed(b"ab")))
for i, (a, b) in enumerate(zip("xy", "zw")):
    print(i, a, b)
e = enumerate([7])
print(next(e), next(e, None), dict(zip("a", [1])), [list(t) for t in zip([1, 2], [3, 4])])
it = iter([1, 2, 3, 4])
print(list(zip(it, it)))


class R:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 2


print(list(reversed(R())))
try:
    reversed(5)
except TypeError:
    print("TypeError")
