def f(count):
    def g(x):
        x = 1
    global count
