for bad in (5, "text", None, int, [ValueError]):
    try:
        raise bad
    except TypeError:
        print("TypeError")
class Base(Exception):
    pass
class One(Base):
    pass
class Two(Base):
    pass
for kind in (One, Two, Base):
    try:
        raise kind(1)
    except One:
        print("one")
    except Two as err:
        print("two", err.args)
    except Base:
        print("base")
errors = (ValueError, One)
try:
    raise One
except errors:
    print("a variable tuple")


def which():
    print("evaluated only when needed")
    return KeyError


try:
    pass
except which():
    pass
try:
    raise KeyError
except which():
    print("caught")
