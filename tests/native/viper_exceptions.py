import micropython


def fails(x):
    if x == 1:
        raise ValueError("one")
    if x == 2:
        raise KeyError("two")
    if x == 3:
        raise OSError(3)
    return x


@micropython.viper
def handles(x: int) -> int:
    y = 1
    try:
        fails(x)
    except ValueError:
        y = 2
    except KeyError:
        y = 3
    else:
        y = 4
    finally:
        print("finally", y)
    return y


@micropython.viper
def passes(x: int):
    try:
        fails(x)
    finally:
        print("passing")


@micropython.viper
def raises(a):
    raise a


for x in range(4):
    try:
        print(handles(x))
        passes(x)
    except Exception as e:
        print(type(e), e.args)
try:
    raises(TypeError("raised"))
except TypeError as e:
    print(e)
try:
    handles()
except TypeError:
    print("arguments")
