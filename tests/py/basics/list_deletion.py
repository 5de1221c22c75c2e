a = list(range(10))
del a[0]
del a[-1]
print(a)
del a[2:5]
print(a)
del a[3:]
print(a)
del a[:]
print(a)
a = [1, 2, 3]
try:
    del a[3]
except IndexError:
    print("IndexError")
a = [[1, 2], [3]]
del a[0][1], a[1]
print(a)
