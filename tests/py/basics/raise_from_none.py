try:
    raise ValueError("x") from None
except ValueError as err:
    print(err)


def f():
    try:
        raise KeyError("k")
    except KeyError:
        raise ValueError("translated") from None


try:
    f()
except ValueError as err:
    print(err)
