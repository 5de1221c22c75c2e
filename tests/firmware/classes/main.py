# Classes that derive from one another further than a board's machine stack would go.


def tower(count, bases):
    class Top:
        name = "top"

    for i in range(count):

        class Mixin:
            pass

        Top = type("Both", bases(Top, Mixin), {})
    return Top


def first_bases(count):
    return tower(count, lambda top, mixin: (top, mixin))


def last_bases(count):
    return tower(count, lambda top, mixin: (mixin, top))


def line(count):
    class Top(ValueError):
        name = "top"

    for i in range(count):

        class Next(Top):
            pass

        Top = Next
    return Top


def tell(cls):
    it = cls()
    print(it.name, hasattr(it, "nothing"), isinstance(it, cls), isinstance(it, ValueError), issubclass(cls, object))


tell(first_bases(22))
tell(last_bases(40))
tell(line(60))


class Crossing(first_bases(8), line(20)):
    pass


tell(Crossing)
print(super(Crossing, Crossing()).name)
try:
    raise Crossing("crossing")
except KeyError:
    print("KeyError")
except ValueError as error:
    print("ValueError", error)
