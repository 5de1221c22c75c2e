lines = 0
strings = ["constant%d" % n for n in range(3)]
v0 = "a constant string that is too long to be interned, number zero"; v1 = "a constant string that is too long to be interned, number one"
v2 = (1, "two", (3, None, b"four", -5, True)); v3 = b"bytes constant \x00\xff"; v4 = 1000000; v5 = -1000000; v6 = 1073741823; v7 = -1073741824
n00 = 0; n01 = 1; n02 = 2; n03 = 3; n04 = 4; n05 = 5; n06 = 6; n07 = 7; n08 = 8; n09 = 9; n10 = 10; n11 = 11; n12 = 12; n13 = 13
n14 = 14; n15 = 15; n16 = 16; n17 = 17; n18 = 18; n19 = 19; n20 = 20; n21 = 21; n22 = 22; n23 = 23; n24 = 24; n25 = 25; n26 = 26
s00 = "s00"; s01 = "s01"; s02 = "s02"; s03 = "s03"; s04 = "s04"; s05 = "s05"; s06 = "s06"; s07 = "s07"; s08 = "s08"; s09 = "s09"
m00 = 63; m01 = 64; m02 = 127; m03 = 128; m04 = 8191; m05 = 8192; m06 = 16383; m07 = 16384; m08 = 1048575; m09 = 2097152; m10 = -16; m11 = -17
m12 = -64; m13 = -65; m14 = 47; m15 = 48; m16 = -8192; m17 = -8193; m18 = 134217727; m19 = -134217728; m20 = 268435456
print(v0, v1, v2, v3, v4, v5, v6, v7)
print(n00 + n01 + n02 + n03 + n04 + n05 + n06 + n07 + n08 + n09 + n10 + n11 + n12 + n13 + n14 + n15 + n16 + n17 + n18 + n19 + n20)
print(s00 + s01 + s02 + s03 + s04 + s05 + s06 + s07 + s08 + s09, strings, n21, n22, n23, n24, n25, n26)
print(m00, m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20)


def folded():
    return 2 * 3 + 4, -(5), ~7, 1 << 10, "x" * 3, (1, 2) + (3,), not 0, 10 // 3, -7 % 3, 2**10


print(folded())


def doc():
    "a docstring does nothing"
    return "after the docstring"


print(doc())
