class A:
    pass
class B(A):
    x = 1
    y = x
    def m(self):
        return self.x
    @staticmethod
    def s():
        return B
    class Inner:
        z = 1
        def n(self): return z
class C(A, B, metaclass=M, k=1):
    '''doc'''
    for i in range(3):
        v = i
class D(*a, **k): pass
class E(): pass
def f():
    class G:
        def h(self):
            return x
        x = x
    x = 1
    return G
