print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(len, ["a", "bb"])))
print(list(filter(None, [0, 1, "", "a", None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(int, "123")))
m = map(lambda x: print("called", x) or x, [1, 2])
print("lazy")
print(next(m), list(m), list(m))
print(sum(map(lambda x: x * x, filter(lambda x: x % 2, range(6)))), list(map(max, [1, 5], [4, 2])))


class C:
    def __init__(self, n):
        self.n = n

    def get(self):
        return self.n


print([c.n for c in map(C, range(2))], list(map(C.get, [C(5)])), list(map("abc".find, "cx")))
