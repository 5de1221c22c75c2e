s = "0123456789"
print(s[0], s[9], s[-1], s[-10], len(s))
print(s[2:5], s[:3], s[7:], s[:], s[-3:], s[:-7], s[5:2], s[3:3])
print(s[100:], s[:100], s[-100:2], repr(s[20:30]))
for i in (10, -11, 1000):
    try:
        s[i]
    except IndexError:
        print("IndexError", i)
try:
    s["a"]
except TypeError:
    print("TypeError")
try:
    s[0] = "x"
except TypeError:
    print("immutable")
