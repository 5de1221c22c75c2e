import sys


class A:
    base = 1

    def method(self):
        pass


class B:
    other = 2


class C(A, B):
    own = 3


c = C()
c.mine = 4
for name in ("base", "method", "other", "own", "mine", "__class__", "nothing"):
    print(name, name in dir(c), name in dir(C), name in dir(A))
print("append" in dir(list), "append" in dir([]), "split" in dir("x"), "split" in dir(1))
print("exit" in dir(sys), "platform" in dir(sys), "nope" in dir(sys))


def f(argument):
    return "sys" in dir(), "f" in globals()


print(f(1)[1], "A" in dir(), "zzz" in dir())
try:
    dir(1, 2)
except TypeError:
    print("TypeError")
