# Shifts and masks of one word, functions on objects beside them.


@micropython.viper
def count(value: uint) -> uint:
    n = uint(0)
    while value:
        value &= value - uint(1)
        n += uint(1)
    return n


@micropython.viper
def reverse(value: int) -> int:
    result = 0
    i = 0
    while i < 24:
        result = result << 1 | value & 1
        value >>= 1
        i += 1
    return result


def run(n):
    total = 0
    for i in range(n):
        total += count(i * 40503) + reverse(i)
    return total


print(run(100))
