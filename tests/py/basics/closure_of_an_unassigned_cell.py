def f(flag):
    def inner():
        return value

    if flag:
        value = 1
    return inner


print(f(True)())
try:
    f(False)()
except NameError:
    print("NameError")


def g():
    x = 1

    def inner():
        return x

    del x
    try:
        inner()
    except NameError:
        print("deleted")
    x = 2
    return inner()


print(g())
