# Two's complement without end: `&`, `|`, `^`, `~` and shifts of both signs.
edges = [0, 1, -1, 5, -6]
for bits in (30, 31, 32, 63, 64, 100):
    edges += [(1 << bits) - 1, (1 << bits) + 5, -(1 << bits) - 1, -(1 << bits)]
for a in edges:
    for b in edges:
        print(a & b, a | b, a ^ b)
    print(~a)
    for places in (0, 1, 15, 30, 31, 32, 33, 63, 64, 65, 200):
        print(a << places, a >> places)
long = int("f0e1d2c3b4a59687" * 9, 16)
print(long & (long >> 7), long | -long, long ^ (long << 13), ~long)
x = 1
x <<= 100
x |= 1
x ^= 3
x &= -2
x >>= 3
print(x, 1 >> 1000, -1 >> 1000, 1 << 1000 >> 1000, 0 << 1000)
print((1 << 40) & True, True << 40, (1 << 40) >> True)
