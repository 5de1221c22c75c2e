class Shelf:
    def __init__(self):
        self.items = {}

    def __getitem__(self, k):
        print("get", k)
        return self.items[k]

    def __setitem__(self, k, v):
        print("set", k, v)
        self.items[k] = v

    def __delitem__(self, k):
        print("del", k)
        del self.items[k]

    def __len__(self):
        return len(self.items)

    def __contains__(self, k):
        return k in self.items or k == "always"


s = Shelf()
s["a"] = 1
s["a"] += 5
print(s["a"], len(s), "a" in s, "b" in s, "always" in s, "x" not in s, bool(s))
del s["a"]
print(len(s), bool(s), not s)
try:
    s["zz"]
except KeyError:
    print("KeyError")


class Seq:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


print(list(Seq()), [x for x in Seq()], 20 in list(Seq()), tuple(Seq()))
for x in Seq():
    print(x)
a, b, c = Seq()
print(a, b, c, max(Seq()), sum(Seq()))


class Bag:
    def __iter__(self):
        return iter([1, 2, 3])


print(2 in Bag(), 9 in Bag(), list(Bag()), sum(Bag()), dict(zip(Bag(), "abc"))[2])
