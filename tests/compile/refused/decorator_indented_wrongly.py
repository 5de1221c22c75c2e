@a
    def f():
        pass
