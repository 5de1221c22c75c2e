# oracle: micropython
def show(make):
    try:
        print(repr(make()))
    except Exception as error:
        print(type(error).__name__, error.args)


show(lambda: "{:_}|{:012_}|{:010,}|{:<010,}|{:^016,}".format(123456789, 123456789, "a", 1234, 1234))
show(lambda: "{:,}|{:+,}|{:015,}|{:016,}|{:_x}|{:_b}|{:#_x}".format(-1234567, 1234567, 1234567, 1234567, 0x1234567, 0x123, 1 << 29))
show(lambda: "{:#012x}|{:10,d}|{:#X}|{:#o}|{:#b}|{:.3d}".format(255, 1234567, 255, 8, 5, 4))
show(lambda: "%08.3d|%-8.3d|%8.3d|%+.3d|%.3d" % (5, 6, -6, 7, 5))
show(lambda: "%#x|%#X|%#o|%-05d|%+05d|%05s|% d|%+d" % (255, 255, 8, 3, 4, "x", 2, 2))
show(lambda: "%i|%u|%d" % (7, 8, True))
show(lambda: "%5.1s|%-5s|%5c|%c" % ("abc", "d", "a", 98))
show(lambda: "%*d|%-*d|%.*s" % (5, 1, 5, 2, 2, "abc"))
show(lambda: b"%s %r %d" % (b"a", b"x", 5))
show(lambda: b"{}|{:>4}".format(1, "a"))
show(lambda: bytearray(b"{}").format(1))
show(lambda: "{:{}}|{:>{}}|{:{w}.{p}}|".format("a", 5, "b", 4, "abcdef", w=5, p=2))
show(lambda: "{!r:>10}|{!s:<5}|{:.0s}|{:.5s}|{:1.}|{:=^9}".format("a", "b", "abc", "abc", "abc", "mid"))
show(lambda: "{:5}|{:d}|{:x}|{:}".format(True, True, False, True))
show(lambda: "{:+}|{: }|{:=+6}|{:06}|{:*^7}|{:x<5}|{:05d}|{:<05d}".format(1, 2, 3, -4, 7, 8, 42, 42))

for make in (
    lambda: "%d" % "a",
    lambda: "%x" % None,
    lambda: "%c" % "ab",
    lambda: "%c" % [],
    lambda: "%(a)d" % {},
    lambda: "%(a)d" % 1,
    lambda: "%(a" % {},
    lambda: "%s %s" % {"a": 1},
    lambda: "%s" % (),
    lambda: "%s" % (1, 2),
    lambda: "a" % 1,
    lambda: "a" % {},
    lambda: "%" % 1,
    lambda: "%5" % 1,
    lambda: "%*d" % 5,
    lambda: "%y" % 1,
    lambda: "{!x}".format(1),
    lambda: "{!".format(1),
    lambda: "{:y}".format(1),
    lambda: "{:d}".format("a"),
    lambda: "{} {}".format(1),
    lambda: "{0} {}".format(1, 2),
    lambda: "{} {0}".format(1, 2),
    lambda: "{a}".format(),
    lambda: "{a.b}".format(a=1),
    lambda: "{0[0]}".format([1]),
    lambda: "{".format(),
    lambda: "}".format(),
    lambda: "{:=5}".format("a"),
    lambda: "{:+s}".format("a"),
    lambda: "{:+c}".format(65),
    lambda: "{:s}".format(1),
    lambda: "{:b}".format("a"),
    lambda: "{:5}".format(None),
    lambda: "{:5}".format([]),
    lambda: "{0".format(1),
    lambda: "{0!r".format(1),
    lambda: "{0!rx}".format(1),
    lambda: "{:{}".format(1, 2),
):
    show(make)
