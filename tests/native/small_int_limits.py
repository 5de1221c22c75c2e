# Operators on small integers, on those that are not small any more, and on what only looks like them.


class Odd:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return ("add", self.value, other)

    def __sub__(self, other):
        return ("sub", self.value, other)

    def __and__(self, other):
        return ("and", self.value, other)

    def __lt__(self, other):
        return [self.value] if self.value else []

    def __gt__(self, other):
        return [] if self.value else "more"

    def __eq__(self, other):
        return self.value


def sums(a, b):
    return a + b, a - b, b - a, a + 1, a - 1, 1 + a, 1 - a, a + 100, a - 100, 100 - a, a + 1000, a - 1000, a + 0


def bits(a, b):
    return a & b, a | b, a ^ b, a & 7, a | 7, a ^ 7, 7 & a, -8 | a, -1 ^ a, a & -1, a & a, a ^ a


def compared(a, b):
    result = ""
    if a < b:
        result += "<"
    if a > b:
        result += ">"
    if a == b:
        result += "="
    if not a <= b:
        result += "!<="
    if not a >= b:
        result += "!>="
    if a != b:
        result += "!="
    if a < 5:
        result += "<5"
    if -70000 > a:
        result += ">a"
    while a == 3:
        a += b + 9
        result += "3"
    return result


def in_place(a, b):
    c = a
    c += b
    c -= 7
    a += a
    a -= b
    return a, c


LIMITS = [0, 1, -1, 2, -2, 3, 7, -8, 100, -100, 70000, -70001]
for bit in (29, 30, 31, 61, 62, 63):
    LIMITS += [(1 << bit) - 1, 1 << bit, -(1 << bit), -(1 << bit) - 1, (1 << bit) - 500]
for a in LIMITS:
    for b in (0, 1, -1, 5, (1 << 30) - 1, -(1 << 30), 1 << 40, (1 << 62) - 1, -(1 << 62)):
        print(a, b, compared(a, b), in_place(a, b))
        print(sums(a, b))
        print(bits(a, b))

for a, b in ((1.5, 2), (2, 1.5), (True, 1), (1, True), (False, True), (0.0, 0)):
    print(a, b, compared(a, b), a + b, a - b, b - a, a + 1, 1 - a, in_place(a, 1))
for a, b in (("a", "b"), ("b", "a"), ("", "")):
    result = "yes" if a < b else "no"
    print(a + b, result, a == b)
print(bits(12, False))


def odd(value):
    a = Odd(value)
    result = [a + 1, a - 2, a & 3]
    if a < 1:
        result.append("less")
    if a > 1:
        result.append("more")
    if a == 1:
        result.append("equal")
    return result


print(odd(0), odd(1), odd(""), odd("x"))

for wrong in (lambda: None + 1, lambda: 1 - None, lambda: "a" & 1, lambda: 1 if None < 1 else 2, lambda: [] + 1):
    try:
        print(wrong())
    except TypeError:
        print("TypeError")


def loops():
    total = 0
    for i in range(3, -4, -1):
        total += i
    for i in range((1 << 30) - 2, (1 << 30) + 2):
        total += i & 3
    return total, i


print(loops())


def none(a):
    if a is None:
        return "none"
    if a is not True:
        return "not true"
    return "true"


print(none(None), none(True), none(1), none(False))
print([x for x in range(4) if x not in (1, 2)], 1 if 3 in [1, 3] else 0)
