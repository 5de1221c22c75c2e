def f(flag):
    if flag:
        x = 1
    return x


print(f(True))
try:
    f(False)
except NameError as err:
    print("NameError", isinstance(err, Exception))


def g():
    x = 1
    del x
    try:
        print(x)
    except NameError:
        print("deleted")
    try:
        del x
    except NameError:
        print("twice")


g()
z = 1


def h():
    try:
        z += 1
    except NameError:
        print("local z")
    z = 2
    return z


print(h(), z)
