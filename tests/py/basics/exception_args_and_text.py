print(str(ValueError()), "|", ValueError("a"), "|", ValueError("a", 1), ValueError(5), ValueError(None))
print(ValueError().args, ValueError("a").args, ValueError("a", 1).args, KeyError("k").args[0])


class Own(Exception):
    pass


class Coded(Own):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code


class Text(Own):
    def __str__(self):
        return "text of " + str(self.args)


for make in (lambda: Own("m"), lambda: Coded(5, "x"), lambda: Text(1, 2), lambda: Own()):
    try:
        raise make()
    except Own as err:
        print(type(err).__name__, err, err.args, getattr(err, "code", None))
try:
    raise Own
except Own as err:
    print("class raised", err.args)
try:
    raise StopIteration(7)
except StopIteration as err:
    print(err.value)
print(OSError(5, "io").errno, OSError(2).args)
err = ValueError("kept")
try:
    raise err
except ValueError as caught:
    print(caught is err)
print(err)
