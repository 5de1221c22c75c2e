class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


class Hashed(Point):
    def __hash__(self):
        return hash(self.x)


class Plain:
    def method(self):
        pass


plain = Plain()
print(hash(1) == hash(True), hash(0) == hash(False), hash("key") == hash("k" + "ey"), hash((1, "a")) == hash((True, "a")))
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 1, 2])), hash(plain) == hash(plain), hash(Hashed(3)) == hash(3))
print(hash(plain.method) == hash(plain.method), {plain.method: 1}[plain.method], {(1, (2, frozenset([3]))): "deep"}[(1, (2, frozenset([3])))])
print({Hashed(1): "one", Hashed(2): "two"}[Hashed(2)], {None: 0, ...: 1, int: 2, print: 3}[print], len({1, True, 1}), len({(), ()}))
for unhashable in ([], {}, set(), bytearray(b"a"), (1, []), Point(1)):
    try:
        print({unhashable: 1})
    except TypeError:
        print("unhashable", type(unhashable).__name__)
table = {}
for number in range(-40, 40):
    table[number, str(number)] = number
print(sum(table[number, str(number)] for number in range(-40, 40)), (1, 1) in table, (-1, "-1") in table)
