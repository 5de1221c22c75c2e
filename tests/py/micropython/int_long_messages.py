# oracle: micropython  texts, and what a machine word of 32 bits holds
import sys


def attempt(work):
    try:
        print(repr(work()))
    except Exception as error:
        print(type(error).__name__, error)


long = 1 << 40
print(sys.maxsize)
for index in (long, -long, (1 << 30) + 5, (1 << 31) + 5):
    attempt(lambda: [1, 2][index])
    attempt(lambda: [1, 2][:index])
    attempt(lambda: "ab"[index])
    attempt(lambda: b"ab"[index:])
    attempt(lambda: (1, 2)[::index])
    attempt(lambda: chr(index))
    attempt(lambda: bytes([index]))
    attempt(lambda: bytearray([index, index + 1]))
    attempt(lambda: "abc".find("c", index))
    attempt(lambda: "abc".split("b", index))
    attempt(lambda: [1].pop(index))
    attempt(lambda: 1 << -index)
attempt(lambda: [1] * long)
attempt(lambda: long * "a")
attempt(lambda: (1,) * -((1 << 30) + 5))
attempt(lambda: b"a" * -long)
attempt(lambda: bytes(long))
attempt(lambda: bytearray(long))
attempt(lambda: range(long))
attempt(lambda: 1 << long)
attempt(lambda: long >> long)
attempt(lambda: long << ((1 << 31) + 1))
attempt(lambda: -long >> ((1 << 31) - 1))
attempt(lambda: long.to_bytes(3, "big"))
attempt(lambda: long.to_bytes(-1, "big"))
attempt(lambda: long.to_bytes(long, "big"))
attempt(lambda: (-(1 << 31)).to_bytes(4, "little"))
attempt(lambda: (-long).to_bytes(6, "big"))
attempt(lambda: int("9" * 20 + "z"))
attempt(lambda: pow(long, -1, 7))
attempt(lambda: pow(long, 3, 0))
attempt(lambda: pow(long, 2.0, 3))
attempt(lambda: long + "a")
attempt(lambda: long < "a")
attempt(lambda: 1 in long)
attempt(lambda: long @ long)
attempt(lambda: float(10**400))
attempt(lambda: -(10**400) * 1.0)
attempt(lambda: 10**400 > 1e300)
attempt(lambda: (1 << 53) + 1 == 2.0**53)
attempt(lambda: "%.20d|%30.20d|%-30.20d|" % (long, -long, -long))
attempt(lambda: "{:030,}".format(long))
attempt(lambda: "{:.5d}".format(long))
b = bytearray(2)
b[0] = long + 7
b[1] = -long - 1
b.append((1 << 30) + 3)
print(b)


class Hashed:
    def __hash__(self):
        return long + 3


print(hash(Hashed()), hash(long + 5), hash(-long - 5))
attempt(lambda: list(enumerate("ab", long)))
