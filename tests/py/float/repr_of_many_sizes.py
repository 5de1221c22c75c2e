# oracle: micropython     it writes 16 digits where those read as the same float
number = 1.0
while number < 1e300:
    print(number, 1 / number, -number / 3, number / 7, number * 1.1)
    number *= 983.7
for number in (8.9, 8.95, 8.96, 9.07, 0.1, 0.3, 1e15, 1e16, 1e17, 123456789012345.6, 1234567890123456.7, 1e22, 1e23, 1e-4, 1e-5, 9.999e-5):
    print(number, -number, [number], (number,), str(number) == repr(number))
print(1e-307, 2.2250738585072014e-308, 1.7976931348623157e308, 5e-324, 1e308 * 10, -1e308 * 10, -0.0)
print(float("nan"), -float("nan"), float("-inf"), 100.0, 1e2, 1e100, 12345678.0, 0.5, 1 / 3, 2 / 3)
