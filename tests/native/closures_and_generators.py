def counter(start):
    def add(n=1, *rest, key=10, **more):
        nonlocal start
        start += n + key + sum(rest) + len(more)
        return start
    return add, lambda: start


add, value = counter(5)
print(add(), add(2, 3, key=0, other=1), value())


def numbers(n):
    total = 0
    for i in range(n):
        sent = yield i + total
        if sent:
            total += sent
    return total


def outer(n):
    result = yield from numbers(n)
    yield ("result", result)
    yield from (x * x for x in range(3) if x != 1)
    yield from [1, 2]


g = outer(3)
print(next(g), g.send(10), g.send(None), list(g))


class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


print(list(Node(1, Node(2, Node(3)), Node(4))))
print([(a, b) for a in range(3) for b in range(a)], sorted({a: a * a for a in (1, 2)}.items()), sorted({a % 3 for a in range(7)}))


def cleans_up():
    try:
        yield 1
        yield 2
    finally:
        print("cleaned")


g = cleans_up()
print(next(g))
g.close()


print(list(outer(0)))
