class A:
    def m(self):
        return __class__
class B(A):
    def __init__(self, a):
        super().__init__(a)
        super().x
        super()
        super().y.z(1)
        super().f(1)(2)
        super().f(1).g(2)
        super()[0]
    def n(self):
        return lambda: super
    def o(*args, k):
        super().o()
    def p(*args):
        return super().p(*args)
    def q(self, x):
        def inner():
            return self, x, __class__
        return super().q(inner)
def f(a):
    super().x()
super()
