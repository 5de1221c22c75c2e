# oracle: micropython
def f():
    pass


def g():
    yield


class C:
    def m(self):
        pass


print(type(f), type(g), type(g()), type(len), type(print), type(C), type(C().m), type([].append))
print(type(lambda: 0), type(iter([])), type(range(1)), type({}.keys()), type(None))
