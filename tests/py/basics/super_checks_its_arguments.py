class Base:
    pass


class Child(Base):
    pass


def attempt(*arguments):
    try:
        super(*arguments)
    except TypeError:
        print("TypeError")
    else:
        print("fine")


attempt(Child, Child())
attempt(Base, Child())
attempt(Base, Child)
attempt(Child, Base())
attempt(Child, Base)
attempt(Child, 1)
attempt(1, Child())
attempt(str, int)
