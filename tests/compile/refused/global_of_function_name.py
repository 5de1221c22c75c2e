def f():
    def a():
        pass
    global a
