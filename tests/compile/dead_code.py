def f():
    return 1
    x = y.z
    def g(): pass
    return "unreachable string here"
def h():
    while True:
        a
    b
def i():
    raise E
    print(dead)
def j():
    for x in y:
        continue
        z
    return
    yield
def k():
    if a:
        return 1
    else:
        return 2
    w
