def endless(n):
    return endless(n + 1) + 1


try:
    endless(0)
except RuntimeError:
    print("RuntimeError")


class Self:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def mutual(n):
    return other(n)


def other(n):
    return mutual(n)


try:
    mutual(1)
except RuntimeError:
    print("again")


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(50))
