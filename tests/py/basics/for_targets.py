a = [0, 0, 0]
for a[1] in range(3):
    print(a, end=" ")
print()


class O:
    pass


o = O()
for o.x in "ab":
    print(o.x, end=" ")
print(o.x)
for (x, (y, z)) in [(1, (2, 3)), (4, (5, 6))]:
    print(x, y, z)
for i, [j, *k] in enumerate(["abc", "de"]):
    print(i, j, k)
d = {}
for d["key"] in (1, 2):
    pass
print(d)
for x, in [(1,), (2,)]:
    print(x, end=" ")
print()
i = 1
for i in range(i, i + 3):
    i *= 10
    print(i, end=" ")
print(i)
