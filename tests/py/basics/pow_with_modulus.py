for base in (0, 1, 2, -2, 7, 46341, -46341, 1073741823):
    for exponent in (1, 2, 3, 10, 1000, 1073741823):
        print(base, exponent, *[pow(base, exponent, modulus) for modulus in (1, 2, 5, -5, 997, 65537, 1073741789)])
print([round(n, -1) for n in range(-30, 31, 5)], round(1234567, -3), round(5, -1), round(15, 2))
print(round(1073741823, -9), round(1073741823, -10), round(-1073741823, -9), round(0, -100), round(True), round(7, 0), round(-7))
