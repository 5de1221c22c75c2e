# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


zero = 0
attempt(lambda: 1 // zero)
attempt(lambda: 1 % zero)
attempt(lambda: "a" + 1)
attempt(lambda: 1 + "a")
attempt(lambda: [] - [])
attempt(lambda: -"a")
attempt(lambda: ~[])
attempt(lambda: 1 < "a")
attempt(lambda: 1 in 5)
attempt(lambda: 1 << -1)
