# Members are told their name, all of them, even when one changes the class meanwhile.
class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        return (self.name, type(instance).__name__, owner.__name__)


class Holder:
    first = Named()


print(Holder().first)


class Quiet(Holder):
    pass


Quiet.later = Named()
Made = type("Made", (), {"member": Named()})
print(Made().member)


class Replaces:
    def __init__(self, other, value):
        self.other = other
        self.value = value

    def __set_name__(self, owner, name):
        setattr(owner, self.other, self.value)


class Both:
    left = Replaces("right", 1)
    right = Replaces("left", 2)


print(Both.left, Both.right)


class Adds:
    def __set_name__(self, owner, name):
        setattr(owner, name + "_more", 3)


class Grows:
    member = Adds()


print(Grows.member_more, Grows().member_more)


class Fails:
    def __set_name__(self, owner, name):
        raise ValueError("no name")


try:

    class Broken:
        member = Fails()

except Exception:
    print("no class")
