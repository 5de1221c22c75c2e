# What goes wrong, by type.
def attempt(work):
    try:
        print(work())
    except Exception as error:
        print(type(error).__name__)


long = 1 << 70
attempt(lambda: long // 0)
attempt(lambda: long % 0)
attempt(lambda: divmod(long, 0))
attempt(lambda: pow(long, 3, 0))
attempt(lambda: long << -1)
attempt(lambda: long >> -1)
attempt(lambda: long + "a")
attempt(lambda: "a" + str(long))
attempt(lambda: long < "a")
attempt(lambda: long & None)
attempt(lambda: long @ long)
attempt(lambda: long[0])
attempt(lambda: long())
attempt(lambda: len(long))
attempt(lambda: iter(long))
attempt(lambda: 1 in long)
attempt(lambda: [1] * long)
attempt(lambda: "a" * long)
attempt(lambda: long * (1, 2))
attempt(lambda: long * None)
attempt(lambda: chr(long))
attempt(lambda: bytearray(long))
attempt(lambda: "%c" % long)
attempt(lambda: "{:s}".format(long))
attempt(lambda: pow(long, 2, "x"))
attempt(lambda: pow(long, "x"))
attempt(lambda: long.no_such_attribute)
attempt(lambda: [1, 2].index(5, 1))
attempt(lambda: {}[long])
