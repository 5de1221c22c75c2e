"""Counts the solutions of the n queens problem, by sets of attacked lines and by bits."""


def by_sets(n):
    columns, falling, rising = set(), set(), set()
    board = []
    found = []

    def place(row):
        if row == n:
            found.append(tuple(board))
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            board.append(column)
            place(row + 1)
            board.pop()
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)

    place(0)
    return found


def by_bits(n):
    full = (1 << n) - 1

    def count(columns, left, right):
        if columns == full:
            return 1
        total = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += count(columns | bit, (left | bit) << 1 & full, (right | bit) >> 1)
        return total

    return count(0, 0, 0)


for n in range(1, 7):
    solutions = by_sets(n)
    print(n, len(solutions), by_bits(n), solutions[:1])
for column in by_sets(6)[0]:
    print("." * column + "Q" + "." * (5 - column))
print(by_bits(7))
