class Length:
    def __init__(self, m):
        self.m = m

    def __mul__(self, k):
        return Length(self.m * k)

    __rmul__ = __mul__

    def __truediv__(self, k):
        return Length(self.m / k)

    def __rtruediv__(self, k):
        return "per %s: %s" % (self.m, k)

    def __repr__(self):
        return "%.2fm" % self.m


x = Length(3)
print(x * 0.5, 0.5 * x, x / 4, 1.5 / x, 2 * x)
