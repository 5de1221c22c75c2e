# Complex numbers: operators, parts, equality, hash, truth; where both languages print the same.

a, b = 1 + 2j, complex(3, -4)
print(a, b, repr(a), str(b), a.real, a.imag, b.real, b.imag)
print(a + b, a - b, a * b, b / 5, b / 2j, a + 1, 1 + a, a - 1.5, 1.5 - a, 2 * a, a * 2, True + a)
print(-a, +a, +a is a, abs(b), abs(-3j), abs(complex(0, 0)), abs(5 + 12j))
print(1j * 1j, (1 + 1j) / (1 + 1j), 4 / 2j, 4j / 2, 1 / (1 + 1j))

a += 1
print(a)
a -= 2j
print(a)
a *= 1j
print(a)
a /= 2
print(a)

print(a == b, b == 3 - 4j, b != 3 - 4j, 1 + 0j == 1, 1 == 1 + 0j, 1.5 == 1.5 + 0j, True == 1 + 0j, 2j == 2)
print(1j == "1j", 1j == None, None != 1j, [1j] == [1j], (1, 2j) == (1, 2j), 0j == False, 1j in [1, 1j])
nan = complex(float("nan"), 0)
print(nan == nan, nan != nan)
print(bool(0j), bool(1j), bool(complex(1, 0)), bool(complex(-0.0, -0.0)), "yes" if 0j else "no", not 0j)
print(hash(2 + 0j) == hash(2) == hash(2.0), hash(1 + 2j) == hash(complex(1, 2)))

table = {1j: "i", 2: "two", 2.5: "half"}
print(table[1j], table[2 + 0j], table[2.5 + 0j], len(table), complex(0, 1) in table, 3j in table)
table[2 + 0j] = "zwei"
print(len(table), table[2])
print({1j, 1j, 0 + 1j, 1, 1 + 0j} == {1, 1j})

print(type(1j), isinstance(1j, complex), isinstance(1.0, complex), issubclass(complex, object))
print(complex(), complex(1), complex(2.5), complex(True), complex(1j), complex(1, 2), complex(1j, 2), complex(1, 2j))
print(complex(1j, 1j), complex(1.5, 2.5), complex(False, True))
print(sum([1j, 2, 3.5, 1 + 1j]), max([abs(1j), abs(3 + 4j)]), [x * 1j for x in range(3)])
print(0j, 1e100j, 1e-7j, 1e16j, 1.5e300 * 1j, 123456789012345680j, 0.1j)
print((1e16 + 1j), (1 + 1e16j), (0.1 + 0.2j), complex(1, float("inf")), complex(float("-inf"), -1))
print(float("inf") * 1j == complex(0, 1), "%s and %r" % (1j, 1 - 1j), "{} {!r}".format(1 + 1j, 2j), f"{3j}")


def gen():
    x = yield 1j
    yield x * x


g = gen()
print(next(g), g.send(2 + 1j))


class Point:
    def __init__(self, z):
        self.z = z

    def __radd__(self, other):
        return ("radd", other)

    def __mul__(self, other):
        return Point(self.z * other)


class Convertible:
    def __init__(self, z):
        self.z = z

    def __complex__(self):
        return self.z


print(1j + Point(2j), (Point(2j) * 3j).z, complex(Convertible(5 + 5j)))
