"""Running statistics: no reading is kept, the state lives in closures."""

from . import Missing


def running():
    """A pair of functions: one adds a value, one gives (count, least, mean, greatest)."""
    count = total = 0
    least = greatest = None

    def add(value):
        nonlocal count, total, least, greatest
        count += 1
        total += value
        least = value if least is None else min(least, value)
        greatest = value if greatest is None else max(greatest, value)

    def result():
        if not count:
            raise Missing("no readings")
        return count, least, (total + count // 2) // count, greatest

    return add, result


def counter():
    """A pair of functions: one counts a key, one gives the counts."""
    counts = {}

    def add(key, by=1):
        counts[key] = counts.get(key, 0) + by

    return add, lambda: counts
