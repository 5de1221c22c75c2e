# oracle: cpython  the reference loses a sign bit, refuses what it reads elsewhere, or rounds in steps
def signed(number, length, order):
    try:
        return number.to_bytes(length, order, signed=True)
    except TypeError:
        # The sign of the number says it.
        return number.to_bytes(length, order)


print(signed(-(1 << 39), 5, "big"), signed(-(1 << 127), 16, "little"), signed(-(1 << 40), 6, "big"))
print(int("1_000_000_000_000"), int("1_0" * 20), int("0xffff_ffff_ffff", 16))
print(pow(5, 0, -(1 << 40)), pow(-3, 2, -(10**20)))


class Asked:
    def __int__(self):
        return 1 << 40

    def __index__(self):
        return 1 << 40


print("%d %x" % (Asked(), Asked()), hex(Asked()), int(Asked()))
# Half-way between two floats, and a little beside that; doubled rounding shows.
for number in ((1 << 53) + 1, (1 << 53) + 3, (1 << 54) + 2, (1 << 64) + (1 << 11), (1 << 64) + (1 << 11) + 1, 10**23,
               (1 << 100) + (1 << 47), (1 << 100) + (1 << 47) - 1, (1 << 100) + (1 << 47) + 1, 3 * 10**25 + 7):
    print(int(float(number)), int(float(-number)))
print(hash(2.0**40) == hash(1 << 40), hash(-(2.0**70)) == hash(-(1 << 70)), len({float(1 << i) for i in range(99)} | {1 << i for i in range(99)}))
