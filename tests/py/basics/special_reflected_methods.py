class R:
    def __radd__(self, o):
        return "radd %s" % o

    def __rsub__(self, o):
        return "rsub %s" % o

    def __rmul__(self, o):
        return "rmul %s" % o

    def __rfloordiv__(self, o):
        return "rfloordiv %s" % o

    def __rmod__(self, o):
        return "rmod %s" % o

    def __rlshift__(self, o):
        return "rlshift %s" % o

    def __rand__(self, o):
        return "rand %s" % o

    def __ror__(self, o):
        return "ror %s" % o

    def __rxor__(self, o):
        return "rxor %s" % o

    def __rmatmul__(self, o):
        return "rmatmul %s" % o

    def __rpow__(self, o):
        return "rpow %s" % o


class Refuses:
    def __add__(self, o):
        return NotImplemented


r = R()
print(1 + r, 2 - r, 3 * r, 4 // r, 5 % r, 6 << r, 7 & r, 8 | r, 9 ^ r, 10 @ r, 2**r)
try:
    Refuses() + 5
except TypeError:
    print("TypeError")


class Money:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return Money(self.n + (o.n if isinstance(o, Money) else o))

    __radd__ = __add__


print(sum([Money(1), Money(2)]).n, (5 + Money(1)).n)
