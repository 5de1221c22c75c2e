class Node:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = None


class Cache:
    """The least recently used entry leaves first: a ring of nodes with a sentinel, and a dict."""

    def __init__(self, size):
        self.size = size
        self.nodes = {}
        self.ring = Node(None, None)
        self.ring.before = self.ring.after = self.ring
        self.hits = self.misses = 0

    def _unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def _push(self, node):
        last = self.ring.before
        last.after = node
        node.before = last
        node.after = self.ring
        self.ring.before = node

    def __getitem__(self, key):
        try:
            node = self.nodes[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(node)
        self._push(node)
        return node.value

    def __setitem__(self, key, value):
        if key in self.nodes:
            self._unlink(self.nodes[key])
        elif len(self.nodes) == self.size:
            oldest = self.ring.after
            self._unlink(oldest)
            del self.nodes[oldest.key]
        self.nodes[key] = Node(key, value)
        self._push(self.nodes[key])

    def __contains__(self, key):
        return key in self.nodes

    def __len__(self):
        return len(self.nodes)

    def __iter__(self):
        node = self.ring.after
        while node is not self.ring:
            yield node.key
            node = node.after


def cached(size):
    def decorate(f):
        cache = Cache(size)

        def wrapper(*args):
            try:
                return cache[args]
            except KeyError:
                cache[args] = value = f(*args)
                return value

        wrapper_info[f.__name__ if hasattr(f, "__name__") else "f"] = cache
        return wrapper

    return decorate


wrapper_info = {}
c = Cache(3)
for n, name in enumerate(["a", "b", "c"]):
    c[name] = n
print(list(c), c["a"], list(c))
c["d"] = 3
print(list(c), "b" in c, len(c))
c["c"] = 20
print(list(c), [c[k] for k in list(c)])


@cached(30)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), [fib(n) for n in range(10)])


@cached(8)
def slow(a, b):
    return a * 100 + b


total = 0
for i in range(600):
    total += slow(i * 7 % 5, i % 3)
print(total)
for name in sorted(wrapper_info):
    cache = wrapper_info[name]
    print(name, cache.hits, cache.misses, len(cache))
