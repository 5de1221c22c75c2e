def f(n):
    try:
        if n:
            raise ValueError(n)
        1 // n
    except ValueError:
        print("log")
        raise
    except ZeroDivisionError as err:
        raise KeyError("translated")


for n in (1, 0):
    try:
        f(n)
    except Exception as err:
        print(type(err).__name__, err.args)
try:
    try:
        raise ValueError("a")
    except ValueError as first:
        try:
            raise KeyError("b")
        except KeyError:
            pass
        raise first
except ValueError as err:
    print(err)
try:
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            print("handled inner")
        raise
except ValueError as err:
    print("still", err)
try:
    raise
except RuntimeError:
    print("nothing to re-raise")
