# oracle: cpython  the reference looks at a class as often as there are ways to it, and does not end
# Diamonds of classes on one another: each doubles the ways to the first class.


class Base:
    name = "base"

    def method(self):
        return "method"

    def __len__(self):
        return 7


class Error(Exception):
    pass


def stacked(base, count):
    for i in range(count):
        left = type("Left%d" % i, (base,), {"left%d" % i: i})
        right = type("Right%d" % i, (base,), {"right%d" % i: i, "method%d" % i: lambda self: i})
        base = type("Both%d" % i, (left, right), {})
    return base


Top = stacked(Base, 40)
top = Top()
print(top.name, top.method(), len(top), top.left0, top.right0, top.left39, top.right20, top.method7())
print(isinstance(top, Base), isinstance(top, Error), issubclass(Top, int), issubclass(Top, object), issubclass(Top, Top))
print(hasattr(top, "none"), hasattr(Top, "none"), [base.__name__ for base in Top.__bases__], Top.right39, Top.name)
Small = stacked(Base, 8)
print("left0" in dir(Small), "right7" in dir(Small()), "none" in dir(Small), "method" in dir(Small))
top.name = "own"
print(top.name, Top.name, bool(top))
try:
    print(top + 1)
except TypeError:
    print("TypeError")

Failure = stacked(Error, 40)
for kind in (Error, Exception, Failure):
    try:
        raise Failure("deep")
    except ValueError:
        print("no")
    except kind as error:
        print(kind.__name__, error.args, isinstance(error, Exception))


class Last(Top):
    def method(self):
        return "last and " + super().method()

    def __len__(self):
        return super().__len__() + 1


print(Last().method(), len(Last()), issubclass(Last, Base), Last().right5)


# The first found in the order of the bases.
class A:
    def who(self):
        return "A"


class B(A):
    pass


class C(A):
    def what(self):
        return "C"


class D(B, C):
    pass


class E(D, C):
    pass


print(E().who(), E().what(), D().what(), issubclass(E, C), [base.__name__ for base in E.__bases__], super(E, E()).what())


Wide = type("Wide", tuple([type("W%d" % i, (A,), {"w%d" % i: i}) for i in range(9)]), {})
print(Wide().w8, Wide().who(), len(Wide.__bases__), issubclass(Wide, A))
