values = (0, 1, -1, 0x55, -0x56, 0x3FFFFFFF, -0x40000000)
for a in values:
    print(a, ~a)
    for b in values:
        print(" ", b, a & b, a | b, a ^ b)
x = 0b1100
x &= 0b1010
print(x)
x |= 0b0001
print(x)
x ^= 0b1111
print(x)
