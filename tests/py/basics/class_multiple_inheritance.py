class Left:
    side = "left"

    def name(self):
        return "left"

    def only_left(self):
        return 1


class Right:
    side = "right"

    def name(self):
        return "right"

    def only_right(self):
        return 2


class Both(Left, Right):
    def names(self):
        return Left.name(self) + "+" + Right.name(self)


class Reverse(Right, Left):
    pass


b = Both()
r = Reverse()
print(b.name(), b.side, b.only_left(), b.only_right(), b.names())
print(r.name(), r.side, r.only_left())
print(isinstance(b, Left), isinstance(b, Right), issubclass(Both, Right))


class Named:
    def __init__(self, name):
        self.name = name


class Logged:
    def log(self):
        return "log of " + self.name


class Thing(Logged, Named):
    pass


print(Thing("t").log())
