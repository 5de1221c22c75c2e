if (n := 10) > 5:
    print(n)
data = [1, 2, 3]
while (item := data.pop()) > 1:
    print(item)
print(item, data)
print([y := 1, y + 1], y, (z := 5), z)


def f():
    if (m := len("abc")) and m > 2:
        return m


print(f(), any((found := v) > 2 for v in (1, 3, 5)), found)


def outer():
    total = 0
    values = [total := total + v for v in (1, 2, 3)]
    return values, total


print(outer())
