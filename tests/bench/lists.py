"""Appending, indexing, slicing, sorting and comprehensions of lists."""


def main():
    total = 0
    state = 1
    for turn in range(110):
        values = []
        for n in range(200):
            state = (state * 1109 + 12345) & 0x7FFF
            values.append(state)
        for i in range(1, len(values)):
            values[i] = (values[i] + values[i - 1]) & 0xFFFF
        doubled = [v * 2 for v in values if v & 1]
        values.sort()
        total = (total + values[100] + sum(doubled) + len(values[50:150:2])) & 0xFFFFFF
        values.reverse()
        while len(values) > 150:
            total += values.pop()
        total += 7 if values[0] in doubled else 3
    print("lists", total)


main()
