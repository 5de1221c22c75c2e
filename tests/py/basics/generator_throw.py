def g():
    while True:
        try:
            yield "ready"
        except ValueError as err:
            yield "caught %s" % err
        finally:
            print("finally")


it = g()
print(next(it), it.throw(ValueError("x")), next(it))
try:
    it.throw(KeyError("k"))
except KeyError as err:
    print("came out", err.args)
print(next(it, "exhausted"))


def plain():
    yield 1
    yield 2


it = plain()
try:
    it.throw(ValueError)
except ValueError:
    print("before start")
print(list(it))
it = plain()
next(it)
try:
    it.throw(ZeroDivisionError("z"))
except ZeroDivisionError as err:
    print(err)
