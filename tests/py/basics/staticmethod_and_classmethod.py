class A:
    n = 1

    @staticmethod
    def s(x, y=2):
        return x + y

    @classmethod
    def c(cls, x):
        return cls.__name__, cls.n, x

    @classmethod
    def make(cls, *args):
        self = cls()
        self.args = args
        return self


class B(A):
    n = 2


print(A.s(1), A().s(1, 5), A.c(0), A().c(1), B.c(2), B().c(3), B.s(4))
print(type(B.make(1, 2)) is B, B.make(1, 2).args, type(A.make()) is A)
f = B.c
g = A().s
print(f("bound"), g(10))


def plain(x=0):
    return "plain", x


A.t = staticmethod(plain)
print(A.t(1), A().t(2), B().t())
