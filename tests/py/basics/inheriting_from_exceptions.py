class AppError(Exception):
    code = 1

    def __init__(self, message, detail=None):
        super().__init__(message)
        self.detail = detail

    def describe(self):
        return "%s (%s, %d)" % (self, self.detail, self.code)


class NotFound(AppError):
    code = 404


class Wrapped(ValueError):
    pass


def find(name):
    if name == "lost":
        raise NotFound("no " + name, detail=[name])
    if name == "bad":
        raise Wrapped(name)
    return name


for name in ("ok", "lost", "bad"):
    try:
        print(find(name))
    except AppError as err:
        print(err.describe(), isinstance(err, NotFound), err.args)
    except ValueError as err:
        print("value", err, type(err).__name__)
try:
    raise NotFound("x")
except Exception as err:
    print("as an Exception", err.detail)


class Bare(Exception):
    def __init__(self, a):
        self.a = a


try:
    raise Bare(5)
except Bare as err:
    print(err.a)
