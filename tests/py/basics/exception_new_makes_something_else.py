class Other(Exception):
    pass


class Becomes(Exception):
    def __new__(cls, *args):
        return Other(*args)


class Nothing(Exception):
    def __new__(cls, *args):
        return 1


def raised(make):
    try:
        make()
    except Exception as err:
        print(type(err).__name__)


def raise_class(kind):
    raise kind


def raise_instance(kind):
    raise kind("text")


def throw(kind):
    def waits():
        yield

    waits().throw(kind)


for way in (raise_class, raise_instance, throw):
    for kind in (Becomes, Nothing):
        raised(lambda: way(kind))
