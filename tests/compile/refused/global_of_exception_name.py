def f():
    try:
        pass
    except A as a:
        pass
    global a
