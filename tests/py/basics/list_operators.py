a = [1, 2]
print(a + [3], a * 2, 2 * a, a * 0, [] + [], 1 in a, 5 not in a, len(a), a == [1, 2], a != [2, 1])
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [[1], [2]] == [[1], [2]])
b = a
b += [3]
print(a, a is b)
b = b + [4]
print(a, b)
a *= 2
print(a)
a += "xy"
a += (7,)
print(a)
a[0] += 10
print(a, a[-1], a[-2])
grid = [[0] * 3 for _ in range(2)]
grid[1][2] = 5
print(grid)
row = [0] * 2
shared = [row] * 2
shared[0][0] = 1
print(shared)
for bad in (lambda: a + (1,), lambda: a[99], lambda: a["x"], lambda: [1] + 2):
    try:
        bad()
    except (TypeError, IndexError) as err:
        print(type(err).__name__)
try:
    a[99] = 0
except IndexError:
    print("IndexError")
