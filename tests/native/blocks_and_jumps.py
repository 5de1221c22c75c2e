class Manager:
    def __init__(self, name, swallows=False):
        self.name, self.swallows = name, swallows

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind)
        return self.swallows


def returns_through(x):
    with Manager("a"):
        for i in range(3):
            try:
                with Manager("b") as b:
                    if i == x:
                        return b.name, i
            finally:
                print("finally", i)
    return "end"


def swallowed():
    with Manager("c", True):
        with Manager("d"):
            raise ValueError
    return "after"


def loops(x):
    result = []
    for i in range(5):
        try:
            if i == x:
                break
            if i == 1:
                continue
            result.append(i)
        except ValueError:
            result.append("never")
    else:
        result.append("else")
    while True:
        try:
            if len(result) > 6:
                return result
            result.append(x)
        except ValueError:
            pass


def overridden():
    try:
        return 1
    finally:
        return 2


print(returns_through(1))
print(returns_through(7))
print(swallowed())
print(loops(3), loops(9))
print(overridden())
