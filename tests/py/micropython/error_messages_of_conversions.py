# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


attempt(lambda: int("x"))
attempt(lambda: int("x", 16))
attempt(lambda: int([]))
attempt(lambda: chr(-1))
attempt(lambda: ord("ab"))
attempt(lambda: "%d" % "x")
attempt(lambda: "%s %s" % 1)
attempt(lambda: "%s" % (1, 2))
attempt(lambda: "{}{}".format(1))
attempt(lambda: ",".join([1]))
attempt(lambda: "a".split(""))
attempt(lambda: bytes("x"))
