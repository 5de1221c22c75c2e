# Long ints become floats, the nearest ones, and floats long ints.
def near(x):
    return "%.6e" % x


for bits in (30, 31, 32, 53, 62, 63, 64, 80, 120):
    for delta in (-1, 0, 1):
        number = (1 << bits) + delta
        print(near(float(number)), near(-number * 0.5), near(number / 3), near(3 / number), near(number + 0.5))
print(float(1 << 100) == 2.0**100, float(-(1 << 70)) == -(2.0**70), (1 << 64) == 2.0**64, 2.0**64 == 1 << 64)
print((1 << 64) < 2.0**65, (1 << 64) > 2.0**65, 1.5 < 1 << 40, -1.5 > -(1 << 40), (1 << 40) != 0.5, (1 << 40) >= 1e3)
print(float("inf") > 1 << 100, float("-inf") < -(1 << 100), float("nan") == 1 << 100, float("nan") < 1 << 100)
print(int(2.0**30), int(-(2.0**30)), int(2.0**31), int(-(2.0**31)), int(2.0**32), int(-(2.0**64)), int(2.0**100))
print(int(1e15), int(-1e15), int(1.5e18), round(2.0**70), round(-(2.0**45)), int(2.0**40 + 0.5))
print({2.0**40: "a"}[1 << 40], {1 << 70: "b"}[2.0**70], {-(2.0**33): "c"}[-(1 << 33)])
print(2 ** -1, near((1 << 40) ** -1), near((1 << 40) ** 0.5), near(0.5 ** (1 << 5)), near(2.0 ** 70), (1 << 40) ** 0.0)
print((1 << 40) // 3.0, (1 << 40) % 1.5, divmod(1 << 40, 0.5), sum([1 << 40, 0.5]), max(1 << 40, 1.0), min(1 << 40, 1.0))
print("%d %d %x" % (2.0**40, -(2.0**33), 1 << 40), "%.3f %e %g" % (1 << 40, 1 << 40, 1 << 40))
print("{:.3f} {:e} {:g} {:%}".format(1 << 40, 1 << 40, 1 << 40, 1 << 40))
for work in (lambda: (1 << 70) / 0, lambda: (1 << 70) / 0.0, lambda: (1 << 70) // 0.0, lambda: 0.0 ** -(1 << 70)):
    try:
        print(work())
    except ZeroDivisionError:
        print("ZeroDivisionError")
