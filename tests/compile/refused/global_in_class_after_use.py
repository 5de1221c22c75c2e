class A:
    a = 1
    global a
