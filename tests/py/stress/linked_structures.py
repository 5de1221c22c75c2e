class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key, value=None):
        if self.root is None:
            self.root = [key, value, None, None]
            self.size = 1
            return
        node = self.root
        while True:
            if key == node[0]:
                node[1] = value
                return
            side = 2 if key < node[0] else 3
            if node[side] is None:
                node[side] = [key, value, None, None]
                self.size += 1
                return
            node = node[side]

    def __contains__(self, key):
        node = self.root
        while node is not None and node[0] != key:
            node = node[2 if key < node[0] else 3]
        return node is not None

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node[2])
                yield node[0]
                yield from walk(node[3])

        return walk(self.root)

    def depth(self):
        def deep(node):
            return 0 if node is None else 1 + max(deep(node[2]), deep(node[3]))

        return deep(self.root)

    def __len__(self):
        return self.size


class Linked:
    class Link:
        def __init__(self, value, rest):
            self.value, self.rest = value, rest

    def __init__(self, values=()):
        self.head = None
        for v in values:
            self.head = Linked.Link(v, self.head)

    def __iter__(self):
        link = self.head
        while link:
            yield link.value
            link = link.rest

    def reverse(self):
        before, link = None, self.head
        while link:
            link.rest, before, link = before, link, link.rest
        self.head = before
        return self


tree = Tree()
state = 3
keys = []
for n in range(150):
    state = (state * 1109 + 12345) & 0x7FFF
    keys.append(state >> 5)
    tree.insert(state >> 5, n)
print(len(tree), list(tree) == sorted(set(keys)), tree.depth(), keys[7] in tree, -1 in tree)
print(list(tree)[:10])
l = Linked(range(10))
print(list(l), list(l.reverse()), list(Linked()))
graph = {n: {n * 2 % 23, (n + 7) % 23, n // 2} for n in range(23)}


def paths(start):
    seen = {start: None}
    queue = [start]
    while queue:
        node = queue.pop(0)
        for following in sorted(graph[node]):
            if following not in seen:
                seen[following] = node
                queue.append(following)
    return seen


def path(seen, target):
    out = []
    while target is not None:
        out.append(target)
        target = seen[target]
    return out[::-1]


seen = paths(1)
print(len(seen), [path(seen, n) for n in (0, 5, 22)])
ring = []
for n in range(3):
    ring = [n, ring]
first = ring
while ring[1]:
    ring = ring[1]
ring.append(first)
print(first[0], first[1][0], first[1][1][1] == [], len(ring))
rounds = 0
for n in range(200):
    a, b = [n], [n]
    a.append(b)
    b.append(a)
    rounds += len(a)
print(rounds)
