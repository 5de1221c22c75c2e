def junk(value):
    [str(i) * 3 for i in range(15)]
    return value


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        junk(0)
        return isinstance(other, Key) and self.n == other.n

    def __lt__(self, other):
        junk(0)
        return self.n < other.n

    def __gt__(self, other):
        junk(0)
        return self.n > other.n

    def __hash__(self):
        junk(0)
        return self.n % 4

    def __str__(self):
        return junk("K" + str(self.n))

    __repr__ = __str__

    def __add__(self, other):
        return junk(Key(self.n + other.n))

    def __bool__(self):
        return junk(self.n > 1)

    def __len__(self):
        return junk(self.n)

    def __getitem__(self, i):
        if i == self.n:
            raise IndexError
        return junk(str(i) + "item")

    def __call__(self, x):
        return junk([x, self.n])


def stream(n):
    for i in range(n):
        yield junk(str(i) + "s")


keys = [Key(i * 5 % 7) for i in range(7)]
print(sorted(keys), max(keys), min(keys), sorted(range(9), key=lambda n: junk(str(n * 5 % 9))))
keys.sort(key=lambda k: junk(-k.n))
print(keys, keys.index(Key(3)), keys.count(Key(2)), Key(6) in keys, Key(9) in keys)
keys.remove(Key(4))
print(keys)
d = {Key(n): str(n) + "v" for n in range(12)}
print([d[Key(n)] for n in range(12)], Key(12) in d, d.pop(Key(5)), len(d), d.get(Key(5), "none"))
s = {Key(n % 5) for n in range(20)}
print(len(s), sorted(s), sorted(s | {Key(9)}), sorted(s & {Key(1), Key(8)}))
print(",".join(stream(4)), list(stream(3)), tuple(stream(2)), sorted(set(stream(3))), dict((k, k + "!") for k in stream(1)))
out = [0]
out.extend(stream(3))
out += (x + "+" for x in stream(2))
out[1:2] = list(stream(2))
print(out)
print(bytes(int(x[:-1]) for x in stream(4)), bytearray(len(x) for x in stream(3)))
print(list(map(lambda a, b: junk(a + b), stream(3), stream(3))), list(filter(lambda x: junk(x > "0s"), stream(3))))
print(list(zip(stream(3), enumerate(stream(2)))), sum(map(Key(3), []), []), [k(1) for k in keys[:2]])
print("%s %r" % (Key(1), Key(2)), "{} {!r:>4}".format(Key(3), Key(4)), f"{Key(5)} {Key(6)!r}", str([Key(7)]), {1: Key(8)})
print(sum([Key(1), Key(2)], Key(0)), any(k for k in keys if junk(False)), all(keys), [bool(k) for k in keys], len(Key(3)))
print(list(Key(3)), "1item" in list(Key(2)), [a + b for a, b in zip(Key(2), stream(2))])
def star(*args, **kw):
    return len(args), args[-1], sorted(kw)
print(star(*stream(5)), star(*Key(3), *stream(1), **{x: 1 for x in stream(2)}))
a, *b = stream(4)
print(a, b)
print([junk(x) for x in stream(3) if junk(x) != "1s"], {junk(x): junk([x]) for x in ["only"]})
print(print(*stream(2), sep=junk("|"), end=junk("$\n")), max(stream(5), key=junk), sorted(stream(3), reverse=True))
