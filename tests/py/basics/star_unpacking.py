a, *b = 1, 2, 3
print(a, b)
*a, b = [1, 2, 3]
print(a, b)
a, *b, c = "hello"
print(a, b, c)
a, *b = (1,)
print(a, b)
*a, = range(3)
print(a)
(a, *b), c = [1, 2, 3], 4
print(a, b, c)
[a, [b, c]] = 1, (2, 3)
print(a, b, c)
for first, *rest in ((1, 2, 3), "ab"):
    print(first, rest)
a = b = c = 5
print(a, b, c)
a, b = b, a = 1, 2
print(a, b)
x = [0, 0]
x[0], x[1] = 7, 8
i = 0
i, x[i] = 1, 9
print(x, i)


class O:
    pass


o = O()
o.a, (o.b, *o.c) = 1, (2, 3, 4)
print(o.a, o.b, o.c)
for value in ((1, 2, 3), (1,), ()):
    try:
        a, b = value
    except ValueError:
        print("ValueError")
try:
    a, b, *c = (1,)
except ValueError:
    print("ValueError")
try:
    a, b = 5
except TypeError:
    print("TypeError")
