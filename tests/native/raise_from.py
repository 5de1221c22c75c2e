"""`raise … from …`: the reference compiler breaks down on it. The cause is evaluated and dropped."""


def cause():
    print("cause")
    return KeyError("cause")


def chained(x):
    try:
        if x:
            raise ValueError("first")
        raise TypeError("second") from None
    except ValueError as e:
        raise OSError("third") from e


for x in (0, 1):
    try:
        chained(x)
    except Exception as e:
        print(type(e).__name__, e.args)
try:
    raise IndexError("fourth") from cause()
except IndexError as e:
    print(e)
