class A:
    def f(*, a):
        super
        return a
    def g():
        super()
