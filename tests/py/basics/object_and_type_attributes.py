o = object()
print(type(o) is object, isinstance(o, object), o == o, o == object(), bool(o))


class A:
    pass


class B(A):
    def __init__(self):
        self.x = 1


b = B()
print(b.__class__ is B, B.__name__, b.__class__.__name__, b.__dict__ == {"x": 1}, B.__bases__ == (A,))
print("__init__" in B.__dict__, A.__bases__ == (object,), type(B) is type)
print(hasattr(b, "__class__"), getattr(b, "__dict__")["x"])
print(A.__module__ == "__main__", B.__init__ is not None)
