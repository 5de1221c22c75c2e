class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, value):
        return any(value == v for v in self)


t = Tree(1, Tree(2, Tree(3)), Tree(4))
print(list(t), len(t), 3 in t, 9 in t, sum(t), max(t), sorted(t, reverse=True), [x for x in t], tuple(t))
a, *b = list(t)
print(a, b, list(zip(t, t)), dict(enumerate(t))[2])


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        n = self.n
        try:
            while n:
                yield n
                n -= 1
        finally:
            print("closed at", n)


for x in Countdown(3):
    print(x)
print(list(Countdown(2)))
