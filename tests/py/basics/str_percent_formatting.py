print("%d|%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42, 42))
print("%d|%5d|%-5d|%05d|%+d" % (-42, -42, -42, -42, -42))
print("%s|%10s|%-10s|%.2s|%5.1s|" % ("text", "text", "text", "text", "text"))
print("%r %s" % ("q'uote", "q'uote"), "%r" % [1, "a"], "%s" % None)
print("%x %X %o %#x %#o" % (255, 255, 8, 255, 8), "%c%c" % ("A", 66))
print("%%|%d%%" % 50, "%s" % (1,), "%s" % ((1, 2),), "%s and %s" % ("a", "b"))
print("%*d|%-*d|" % (5, 42, 5, 42), "%.3d" % 5)
print("%(name)s is %(age)d" % {"name": "Ann", "age": 9}, "%(x)05d" % {"x": 7})
print("no arguments", "100%" "", "%s" % True, "%i" % 3)
for fmt, args in (("%d", ()), ("%d", (1, 2)), ("%d", "x"), ("%s %s", ("a",))):
    try:
        fmt % args
    except TypeError:
        print("TypeError", fmt)
try:
    "%(k)s" % {}
except KeyError:
    print("KeyError")
try:
    "%q" % 1
except ValueError:
    print("ValueError")
