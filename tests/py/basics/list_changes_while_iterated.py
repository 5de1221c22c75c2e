a = [1, 2, 3]
for x in a:
    if x < 3:
        a.append(x + 10)
    print(x, end=" ")
print(a)
a = [1, 2, 3, 4]
for x in a:
    a.remove(x)
print(a)
it = iter([1, 2])
print(next(it), list(it), list(it))
