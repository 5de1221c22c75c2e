"""Raising, catching, finally and context managers."""


class Refused(Exception):
    pass


class Guard:
    def __init__(self):
        self.exits = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.exits += 1
        return kind is Refused


def check(n):
    if n % 3 == 0:
        raise ValueError(n)
    if n % 5 == 0:
        raise Refused(n)
    return n


def deep(n, depth):
    try:
        return check(n) if depth == 0 else deep(n, depth - 1)
    finally:
        counts[depth] += 1


counts = [0] * 4


def main():
    total = 0
    guard = Guard()
    for n in range(12000):
        try:
            total += check(n)
        except ValueError:
            total += 1
        except Refused as err:
            total += err.args[0] & 7
        else:
            total ^= 5
        if n % 4 == 0:
            with guard:
                try:
                    total += deep(n, 3)
                except ValueError:
                    total -= 1
    print("exceptions", total, counts, guard.exits)


main()
