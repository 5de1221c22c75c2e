def f():
    print(count)
    global count
