# A loop with a condition that depends on each value; some values are no small integers on 32 bits.


def steps(number):
    count = 0
    while number != 1:
        if number & 1:
            number = number * 3 + 1
        else:
            number >>= 1
        count += 1
    return count


def longest(limit):
    best = 0
    at = 0
    for start in range(1, limit):
        count = steps(start)
        if count > best:
            best = count
            at = start
    return at, best


print(longest(150), steps(113383))
