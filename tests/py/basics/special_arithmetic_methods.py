class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "V(%s)" % self.n

    def __add__(self, o):
        return V("%s+%s" % (self.n, o))

    def __sub__(self, o):
        return V("%s-%s" % (self.n, o))

    def __mul__(self, o):
        return V("%s*%s" % (self.n, o))

    def __truediv__(self, o):
        return V("%s/%s" % (self.n, o))

    def __floordiv__(self, o):
        return V("%s//%s" % (self.n, o))

    def __mod__(self, o):
        return V("%s%%%s" % (self.n, o))

    def __pow__(self, o):
        return V("%s**%s" % (self.n, o))

    def __lshift__(self, o):
        return V("%s<<%s" % (self.n, o))

    def __rshift__(self, o):
        return V("%s>>%s" % (self.n, o))

    def __and__(self, o):
        return V("%s&%s" % (self.n, o))

    def __or__(self, o):
        return V("%s|%s" % (self.n, o))

    def __xor__(self, o):
        return V("%s^%s" % (self.n, o))

    def __matmul__(self, o):
        return V("%s@%s" % (self.n, o))

    def __neg__(self):
        return V("-%s" % self.n)

    def __pos__(self):
        return V("+%s" % self.n)

    def __invert__(self):
        return V("~%s" % self.n)

    def __abs__(self):
        return V("|%s|" % self.n)


v = V("v")
print(v + 1, v - 1, v * 2, v / 3, v // 4, v % 5, v**6, v << 7, v >> 8, v & 9, v | 10, v ^ 11, v @ 12)
print(-v, +v, ~v, abs(v), v + v, -v * 2)
w = v
w += 1
w *= 2
w @= 3
print(w, v)
try:
    1 + v
except TypeError:
    print("no reflected method")
try:
    v < v
except TypeError:
    print("no comparison")
