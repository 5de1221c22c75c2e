for n in (0, 1, 5, 29):
    print(n, 1 << n, -1 << n, 1073741823 >> n, -1073741824 >> n)
print(-1 >> 31, -5 >> 1, 5 >> 1, 12345 >> 40, -12345 >> 40)
x = 3
x <<= 4
print(x)
x >>= 2
print(x)
for bad in (-1, -5):
    try:
        1 << bad
    except ValueError:
        print("negative shift left")
    try:
        1 >> bad
    except ValueError:
        print("negative shift right")
