class Registry(dict):
    def __init__(self, name, *pairs):
        super().__init__(pairs)
        self.name = name

    def __setitem__(self, key, value):
        super().__setitem__(key, (self.name, value))


r = Registry("reg", ("a", 1))
r["b"] = 2
print(r.name, r["a"], r["b"], len(r), sorted(r), "b" in r, sorted(r.keys()))


class Numbers(list):
    def __init__(self, *values):
        super().__init__(values)

    def total(self):
        return sum(self)

    def append(self, value):
        super().append(value * 10)


n = Numbers(1, 2)
n.append(3)
print(list(n), n.total(), len(n), n[-1], 30 in n, n[0:2], [x + 1 for x in n])
n[0] = 7
del n[1]
print(list(n), n.index(30), bool(Numbers()), bool(n))
