class A:
    @staticmethod
    def f():
        return super().f()
