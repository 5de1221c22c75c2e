print(0.5, .5, 5., 1e3, 1e-3, 1.5e10, 1E2, 1_000.5, 0.1, 100.0, 123456.789)
print(1e15, 1e16, 1e17, 1e-4, 1e-5, 1e100, 1.25e-7, -0.0, 0.0)
print(repr(0.1), str(2.5), [1.0, 2.25], (0.1,), {"k": 3.5})
print(float("1.5"), float("-2"), float(" 3.25 "), float("1e3"), float("+.5"), float(7), float(), float(True), float("1_0"))
for text in ("", "x", "1.5x", "1e", "--1", "1.5.2"):
    try:
        print(float(text))
    except ValueError:
        print("ValueError")
try:
    float(None)
except TypeError:
    print("TypeError")
