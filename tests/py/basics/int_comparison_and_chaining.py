print(1 < 2, 2 < 1, 1 <= 1, 1 >= 2, 1 == 1, 1 != 1, -1 < 0)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 == 1, 1 < 2 > 1, 1 != 2 != 1)


def said(value):
    print("evaluates", value)
    return value


print(said(1) < said(2) < said(3))
print(said(3) < said(2) < said(1))
print(-1073741824 < 1073741823, -1073741824 == 1073741823)
