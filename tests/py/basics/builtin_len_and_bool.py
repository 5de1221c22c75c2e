print(len(""), len("é☃"), len([1, 2]), len(()), len({1: 2}), len({1}), len(b"abc"), len(range(0, 10, 3)), len(bytearray(4)))
for bad in (5, None, len, (x for x in [])):
    try:
        len(bad)
    except TypeError:
        print("TypeError")
for value in ("", "0", [], [0], (), (None,), {}, {0: 0}, set(), {0}, b"", b"\0", 0, -1, None, range(0), range(1), len, ValueError):
    print(bool(value), end=" ")
print()
