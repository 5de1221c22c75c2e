# oracle: micropython
print(repr(ValueError("x")), repr(KeyError("k")), str(KeyError("k")), repr(OSError(2)))


class Own(Exception):
    pass


print(repr(Own("a", 1)), repr(Own()), [Own(3)])
