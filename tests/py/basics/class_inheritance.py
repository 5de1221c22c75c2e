class A:
    kind = "a"

    def __init__(self, n):
        self.n = n

    def who(self):
        return "A%d" % self.n

    def both(self):
        return self.who() + "!"


class B(A):
    kind = "b"

    def who(self):
        return "B" + super().who()


class C(B):
    def __init__(self, n, extra):
        super().__init__(n)
        self.extra = extra

    def who(self):
        return "C" + super().who() + str(self.extra)


class D(B):
    pass


for thing in (A(1), B(2), C(3, "x"), D(4)):
    print(thing.who(), thing.both(), thing.kind, isinstance(thing, B), isinstance(thing, (C, D)))
print(issubclass(C, A), issubclass(A, C), issubclass(B, B), issubclass(D, (C, A)), issubclass(int, A))
A.kind = "changed"
print(A.kind, B.kind, C(1, 2).kind)
A.late = lambda self: "late %d" % self.n
print(C(5, 0).late())
print(A.who(C(6, "y")), B.who(C(7, "z")))
