# Order, equality and what relies on them.
numbers = [0, 1, -1, (1 << 30) - 1, 1 << 30, -(1 << 30), -(1 << 30) - 1, 1 << 31, 1 << 32, -(1 << 32), 1 << 62,
           (1 << 63) - 1, 1 << 63, -(1 << 63), 1 << 64, (1 << 64) + 1, -(1 << 64), 10**40, -(10**40)]
for a in numbers:
    print([(a < b, a <= b, a == b, a != b, a >= b, a > b) for b in numbers])
print(sorted(numbers), max(numbers), min(numbers))
print(sorted(numbers, reverse=True) == sorted(numbers)[::-1])
print((1 << 64) == (1 << 32) * (1 << 32), (1 << 64) != 1 << 64, True == 1 << 40, True < 1 << 40, False > -1 << 40)
print((1 << 64) == "x", (1 << 64) == None, (1 << 64) in [1, 1 << 64], [1 << 64] == [1 << 64], (1 << 65,) > (1 << 64,))
table = {}
for number in numbers:
    table[number] = len(table)
print([table[number + 0] for number in numbers], len(table))
print(len({1 << 64, (1 << 65) // 2, 1 << 65}), {1 << 70: "a"}.get(1 << 71), (1 << 70) in {1 << 70})
print(hash(1 << 70) == hash((1 << 71) >> 1), [1 << 70, 3].index(1 << 70), [1 << 70, 3, 1 << 70].count(1 << 70))


class Whole(int):
    pass


whole = Whole(1 << 70)
print(whole, whole == 1 << 70, whole + 1, {whole: 1}[1 << 70], int(whole), isinstance(whole, int), whole > 5)
print(1 < 1 << 40 < 1 << 41, not 1 << 40, (1 << 40) and "yes", isinstance(1 << 40, int), type(1 << 40) is int)
