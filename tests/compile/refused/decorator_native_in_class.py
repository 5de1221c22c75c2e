class A:
    @micropython.native
    def f(self):
        pass
