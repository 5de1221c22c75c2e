def g():
    yield 1
    try:
        next(me)
    except ValueError:
        print("already executing")
    yield 2


me = g()
print(next(me), next(me), next(me, "end"))
