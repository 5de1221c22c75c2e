for a in (7, -7, 0, 6, -6, 1073740900, -1073740900):
    for b in (2, -2, 3, -3, 7, -7, 1000):
        q = a // b
        r = a % b
        print(a, b, q, r, q * b + r == a, divmod(a, b))
