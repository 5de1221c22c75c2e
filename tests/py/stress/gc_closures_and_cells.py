def junk():
    return [str(i) + "j" for i in range(20)]


def make(n):
    text = "t" + str(n)
    items = [text]

    def read():
        junk()
        return text, items

    def write(value):
        nonlocal text
        junk()
        items.append(text)
        text = value + str(len(items))
        return lambda: text + "|" + value

    return read, write


pairs = [make(n) for n in range(4)]
inner = []
for turn in range(3):
    for read, write in pairs:
        inner.append(write("w" + str(turn)))
        junk()
for read, write in pairs:
    print(read())
print([f() for f in inner][:6])


def counter(n):
    def step():
        nonlocal n
        n = n + [len(n)]
        return n

    return step


steps = [counter([]) for _ in range(3)]
for _ in range(4):
    for s in steps:
        s()
    junk()
print([s() for s in steps])


def deep(n, acc):
    def wrapped():
        return acc + [n]

    junk()
    return wrapped if n == 0 else deep(n - 1, wrapped())


print(deep(12, [])())
decorated = []


def keep(f):
    decorated.append(f)
    junk()
    return lambda *a: (f(*a), len(decorated))


class C:
    def __init__(self, v):
        self.v = [v]

    @keep
    def get(self):
        return self.v


print([C(str(n)).get() for n in range(3)])
