class Both:
    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


b = Both()
print(b, str(b), repr(b), [b], (b,), {1: b}, "%s %r" % (b, b), "{} {!r} {!s}".format(b, b, b), f"{b} {b!r}")
o = OnlyRepr()
print(o, str(o), repr(o), [o], "%s" % (o,))
print("%10s|" % "x", len(str(b)), str(b) + "+")


class Sub(Both):
    def __str__(self):
        return "sub " + super().__str__()


print(Sub(), [Sub()])


class Fails:
    def __str__(self):
        raise ValueError("no text")


try:
    print(Fails())
except ValueError as err:
    print(err)
