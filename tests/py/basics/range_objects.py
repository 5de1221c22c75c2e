for r in (range(5), range(2, 6), range(0, 10, 3), range(5, 0, -1), range(0), range(3, 3), range(5, 1), range(10, 0, -4)):
    print(r, list(r), len(r), bool(r))
r = range(10, 30, 5)
print(r[0], r[-1], r[1:3], r[::-1], 15 in r, 16 in r, 30 in r, list(r[1:]))
print(r == r, r != range(3), r != [10, 15, 20, 25])
print(sum(range(100)), max(range(5)), list(reversed(range(4))), r.start, r.stop, r.step)
for bad in (lambda: r[4], lambda: r[-5]):
    try:
        bad()
    except IndexError:
        print("IndexError")
try:
    range(1, 2, 0)
except ValueError:
    print("ValueError")
for i in range(3):
    i += 10
print(i)
