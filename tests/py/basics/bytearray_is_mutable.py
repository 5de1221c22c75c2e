a = bytearray(b"abc")
print(a, len(a), a[0], bytearray(3), bytearray([1, 2]), bytearray())
a[0] = 65
a[-1] = 90
print(a)
a.append(33)
a.extend(b"xyz")
a += b"!"
print(a, a == b"AbZ!xyz!", a[1:3])
a[1:3] = b"---"
print(a)
a[2:2] = b"++"
print(a)
a[:] = b"new"
print(a, bytes(a), list(a), a + b"1")
print(a.find(b"w"), a.decode(), str(a, "utf-8"))
b = a
b.append(1)
print(a is b, len(a))
for i in (99, -99):
    try:
        a[i] = 1
    except IndexError:
        print("IndexError")
