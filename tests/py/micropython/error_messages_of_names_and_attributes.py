# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


class C:
    pass


attempt(lambda: undefined)
attempt(lambda: C().missing)
attempt(lambda: C.missing)
attempt(lambda: None.x)
attempt(lambda: "text".nothing)
attempt(lambda: setattr(5, "x", 1))
