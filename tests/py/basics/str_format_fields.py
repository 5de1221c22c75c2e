print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2))
print("{} {name} {}".format(1, 2, name="n"), "{{}} {{{}}}".format(5), "{!r} {!s}".format("a", "a"))
print("{:{}}|{:>{w}}|".format("a", 4, "b", w=5))
for fmt, args in (("{}", ()), ("{2}", (1, 2))):
    try:
        fmt.format(*args)
    except IndexError:
        print("IndexError")
try:
    "{k}".format(j=1)
except KeyError:
    print("KeyError")
for fmt in ("{", "}", "{0} {}", "{} {0}", "{:d}"):
    try:
        fmt.format("a", "b")
        print("fine", fmt)
    except ValueError:
        print("ValueError", fmt)
