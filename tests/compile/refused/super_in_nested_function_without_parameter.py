class A:
    def f(self):
        def g():
            super().f()
