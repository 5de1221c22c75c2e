class Number(int):
    pass


class Loud(int):
    def __add__(self, other):
        return "loud add"

    def __radd__(self, other):
        return "loud radd"

    def __eq__(self, other):
        return "loud eq"

    def __hash__(self):
        return 5


five = Number(5)
print(five + 1, five - 1, five * 2, five // 2, five % 3, -five, ~five, abs(Number(-5)), five == 5, five != 5, five < 6)
print(five * "ab", "ab" * Number(2), [0] * Number(2), [1, 2, 3][Number(1)], five & 4, five << 1, type(five + 1) == int)
print(Loud(1) + 2, 2 + Loud(1), Loud(1) == 1, 1 == Loud(1), Loud(1) * 3, {Number(1): "a"}[1], bool(Number(0)), bool(five))
print(Number(2) < 3, Number(2) >= 3, sum([1, 2], Number(4)))
