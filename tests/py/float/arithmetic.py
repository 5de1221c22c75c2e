a = 1.5
b = -0.25
print(a + b, a - b, a * b, a / b, -a, +b, abs(b))
print(7 / 2, -7 / 2, 1 / 4, 6 / 3, 0 / 5, 2 * 1.5, 1 + 0.5)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7, 2.0))
print(2.0**3, 2**0.5 > 1.41421, 2**-1, 4**0.5, (-2.0) ** 2)
x = 1.0
x += 1
x *= 2.5
x -= 0.5
x /= 3
print(x)
x //= 1
x **= 3
print(x)
for bad in (lambda: 1 / 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 1 / 0.0):
    try:
        bad()
    except ZeroDivisionError:
        print("ZeroDivisionError")
try:
    1.5 + "x"
except TypeError:
    print("TypeError")
try:
    1.5 & 1
except TypeError:
    print("no bits")
