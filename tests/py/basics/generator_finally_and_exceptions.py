def g():
    try:
        yield 1
        raise ValueError("inside")
    finally:
        print("finally")


it = g()
print(next(it))
try:
    next(it)
except ValueError as err:
    print(err)
print(next(it, "finished"))


def h():
    for i in range(3):
        try:
            if i == 1:
                continue
            yield i
        finally:
            print("leave", i)
    try:
        yield "last"
    finally:
        yield "from finally"


print(list(h()))


def r():
    try:
        return "value"
    finally:
        yield "before return"


it = r()
print(next(it))
try:
    next(it)
except StopIteration as stop:
    print(stop.value)
