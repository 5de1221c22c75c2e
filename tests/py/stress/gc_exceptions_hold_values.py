def junk():
    return ["%d" % i for i in range(25)]


class Carrier(Exception):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.extra = [str(p) + "x" for p in parts]


def fail(n):
    try:
        held = [n, str(n)]
        if n == 0:
            raise Carrier("bottom" + str(n), [n])
        fail(n - 1)
    except Carrier as err:
        junk()
        err.extra.append("seen " + str(held))
        if n % 3 == 0 and n:
            raise Carrier(err.args[0] + "+", err)
        raise
    finally:
        junk()
        log.append(str(n) + "f")


log = []
try:
    fail(7)
except Carrier as err:
    while isinstance(err.args[1], Carrier):
        print(err.args[0], err.extra[0], len(err.extra))
        err = err.args[1]
    print(err.args, err.extra)
print(log)
kept = []
for i in range(30):
    try:
        try:
            {}["missing" + str(i)]
        finally:
            junk()
    except KeyError as err:
        kept.append(err)
print([e.args[0] for e in kept[::10]], len({type(e) for e in kept}))


class Manager:
    def __init__(self, name):
        self.name = name + "m"

    def __enter__(self):
        junk()
        return [self.name]

    def __exit__(self, kind, value, trace):
        junk()
        log.append((self.name, value and value.args))
        return kind is ValueError


log = []
for i in range(4):
    with Manager("a" + str(i)) as name, Manager("b" + str(i)) as other:
        if i % 2:
            raise ValueError(name + other)
        junk()
print(log)
