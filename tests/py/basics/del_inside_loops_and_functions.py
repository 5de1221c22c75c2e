d = {n: n * n for n in range(10)}
for n in list(d):
    if d[n] % 2:
        del d[n]
print(sorted(d))
a = list(range(10))
i = 0
while i < len(a):
    if a[i] % 3 == 0:
        del a[i]
    else:
        i += 1
print(a)


def f(items):
    first = items[0]
    del items[0]
    x = first
    del first
    return x, items


print(f(a), a)
stack = [1]
while stack:
    top = stack[-1]
    del stack[-1]
    if top < 20:
        stack.append(top * 3)
        stack.append(top * 5)
    print(top, end=" ")
print()
