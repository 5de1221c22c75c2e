a = list(range(10))
print(a[2:5], a[:3], a[7:], a[:], a[-3:], a[:-7], a[5:2], a[100:], a[-100:3])
print(a[::2], a[1::3], a[::-1], a[8:2:-2], a[-1:-4:-1], a[2:8:3], a[::100], a[5:5:1], a[::-3])
b = a[:]
print(b == a, b is a)
try:
    a[::0]
except ValueError:
    print("ValueError")
