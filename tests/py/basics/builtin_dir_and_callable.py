class A:
    x = 1

    def method(self):
        pass


a = A()
a.y = 2
print("x" in dir(A), "method" in dir(A), "y" in dir(a), "x" in dir(a), "append" in dir([]), "upper" in dir(""))
print(callable(A), callable(a), callable(a.method), callable(print), callable(1), callable("x"), callable(lambda: 0))
import sys
print("path" in dir(sys), "A" in dir(), "nothing" in dir())
