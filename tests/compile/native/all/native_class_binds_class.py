@micropython.native
def f(a, b):
    class A:
        __class__ = 1

    class B:
        x = 1
        __class__ = property(lambda self: type(b))

        def method(self):
            return __class__

    return A, B
