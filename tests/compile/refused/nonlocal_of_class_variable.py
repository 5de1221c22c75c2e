class A:
    a = 1
    def f(self):
        nonlocal a
