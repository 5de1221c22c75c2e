a = list(range(6))
a[1:3] = ["x", "y", "z"]
print(a)
a[1:4] = []
print(a)
a[2:2] = [9, 9]
print(a)
a[:0] = ["head"]
a[len(a):] = ["tail"]
print(a)
a[-2:] = [0]
print(a)
a[:] = [1, 2, 3]
print(a)
a[1:] = (7, 8, 9)
print(a)
a[5:10] = [6]
print(a)
b = a
b[:] = []
print(a, a is b)
