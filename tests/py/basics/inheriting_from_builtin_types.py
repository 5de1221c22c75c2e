class Stack(list):
    def push(self, x):
        self.append(x)

    def top(self):
        return self[-1]

    def __str__(self):
        return "Stack of %d" % len(self)


s = Stack([1, 2])
s.push(3)
print(len(s), s.top(), list(s), 2 in s, s[0], s[1:], sum(s), s, s == [1, 2, 3])
s += [4]
for x in s:
    print(x, end=" ")
print(isinstance(s, list), sorted(s, reverse=True), s.pop(), len(s))


class Table(dict):
    def __getitem__(self, k):
        return "<%s>" % super().__getitem__(k)

    def missing(self):
        return "none"


t = Table()
t["a"] = 1
print(t["a"], len(t), "a" in t, t.get("a"), t.missing(), list(t.keys()))


class Pair(tuple):
    def first(self):
        return self[0]


p = Pair((1, 2))
print(p.first(), len(p), p + (3,), p == (1, 2), isinstance(p, tuple))


class Name(str):
    def shout(self):
        return self.upper() + "!"


n = Name("bob")
print(n.shout(), n + "x", len(n), n == "bob", n.find("b"))
