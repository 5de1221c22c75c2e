class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
            cls.instance.made = 0
        return cls.instance

    def __init__(self):
        self.made += 1


a, b = Singleton(), Singleton()
print(a is b, a.made)


class Other:
    def __new__(cls, n):
        return n if n < 0 else super().__new__(cls)

    def __init__(self, n):
        print("init", n)
        self.n = n


print(Other(-1), Other(2).n)


class NoReturn:
    def __init__(self):
        return 5


try:
    NoReturn()
except TypeError:
    print("__init__ returns None")
plain = object.__new__(Singleton)
print(type(plain) is Singleton, hasattr(plain, "made"))
