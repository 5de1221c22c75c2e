print(len("abc"))
len = lambda x: "shadowed"
print(len("abc"))


def f():
    return len([])


print(f())
del len
print(len("abc"), f())


def g(max):
    return max


print(g(1), max(1, 2))


class C:
    print = "attribute"

    def list(self):
        return list("ab")


print(C.print, C().list())
str = "a variable"
print(str)
del str
print(str(5))
