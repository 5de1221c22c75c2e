numbers = (7.5, -7.5, 2.0, -2.0, 0.3, -0.3, 1000.0, 3, -3)
for a in numbers:
    print([a // b for b in numbers], [a % b for b in numbers], [divmod(a, b) for b in numbers], [a / b for b in numbers])
print([2.0**n for n in range(-5, 6)], [(-2.0) ** n for n in range(-3, 4)], 2**-1, 10**-2, 4**0.5, 0.0**0, 1.0**1e300, 0**0.0)
infinity = float("inf")
print(5.5 % infinity, 5.5 // infinity, infinity**0, infinity**-1, 2.0**infinity, 0.5**infinity, -0.0 % 5, 0.0 % -5, -0.0 // 5)
print([round(n / 2) for n in range(-6, 7)], round(2.5, 0), round(1.25, 1), round(-1.75, 1), round(1234.5678, 2), round(1e20, 2), round(7.0))
print(abs(-5.5), abs(-0.0), -0.0, +1.5, 0.0 == -0.0, 1.5 < 2 < 2.5, True < 1.5, 3.0 == 3, 2**30 - 1 == 1073741823.0)
