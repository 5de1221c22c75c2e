x = 1


def read():
    return x


def write():
    global x, fresh
    x = 2
    fresh = "made in a function"


def shadow():
    x = 3
    return x


write()
print(read(), fresh, shadow(), x)


def remove():
    global fresh
    del fresh


remove()
try:
    fresh
except NameError:
    print("NameError")


def before():
    try:
        return y
    except NameError:
        return "not yet"


print(before())
y = 5
print(before())


def nested():
    def inner():
        global x
        x = "from inner"

    inner()


nested()
print(x)
