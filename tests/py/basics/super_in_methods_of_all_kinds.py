class Base:
    value = 10

    def __init__(self):
        self.log = ["base init"]

    def f(self, x):
        return ("base f", x)

    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def s():
        return "base s"

    def __len__(self):
        return 3


class Derived(Base):
    def __init__(self):
        super().__init__()
        self.log.append("derived init")

    def f(self, x):
        return super().f(x + 1), super(Derived, self).f(x + 2)

    @classmethod
    def make(cls):
        return "derived " + cls.__name__

    def __len__(self):
        return 10 + super().__len__()

    def value_of_base(self):
        return super().value

    def in_comprehension(self):
        f = super().f
        return [f(n)[1] for n in range(2)]

    def missing(self):
        try:
            super().nothing
        except AttributeError:
            return "AttributeError"


d = Derived()
print(d.log, d.f(1), Derived.make(), Base.make(), d.s(), len(d), d.value_of_base(), d.in_comprehension(), d.missing())
