def f():
    import a
    global a
