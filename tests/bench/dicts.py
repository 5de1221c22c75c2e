"""Look-ups, stores and deletions in dicts with string, integer and tuple keys."""


def main():
    total = 0
    names = ["key%d" % n for n in range(64)]
    by_name = {}
    by_number = {}
    for turn in range(300):
        for n, name in enumerate(names):
            by_name[name] = by_name.get(name, 0) + n
            by_number[n * 37 + (turn & 7)] = n
        for n in range(0, 64, 3):
            total += by_name[names[n]]
            if n * 37 + (turn & 7) in by_number:
                total -= by_number.pop(n * 37 + (turn & 7))
    pairs = {}
    for a in range(60):
        for b in range(40):
            pairs[a % 12, b] = pairs.get((a % 12, b), 0) + a * b
    total += sum(pairs.values()) + len(by_number)
    print("dicts", total, len(by_name), len(pairs))


main()
