import micropython


@micropython.viper
def sum_of(buf, n: int) -> int:
    p = ptr8(buf)
    total = 0
    for i in range(n):
        total += p[i]
    return total


print(sum_of(bytearray(b"\x01\x02\xff"), 3))
