# `round` of ints: to tens, halves to the even one.
for number in (15, 25, 35, 45, 149, 150, 151, 1 << 31, 10**20 + 5 * 10**9, 25 * 10**20, 35 * 10**20, 123456789012345678901):
    for places in (5, 0, -1, -2, -9, -10, -11, -21, -22, -25):
        print(round(number, places), round(-number, places))
print(round(1 << 70), round(-(1 << 70), 3), round(5 * 10**30, -31), round(15 * 10**30, -31))
