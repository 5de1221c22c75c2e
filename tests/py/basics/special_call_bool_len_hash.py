class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x=0, *rest, k=0):
        return self.n + x + len(rest) + k


add = Adder(10)
print(add(), add(1), add(1, 2, 3), add(k=5), callable(add), list(map(add, [1, 2])))


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("bool")
        return self.value


print(bool(Truth(True)), not Truth(True), 1 if Truth(False) else 2, (Truth(False) and 3) is None)
while Truth(False):
    pass


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(len(Sized(3)), bool(Sized(0)), bool(Sized(1)), "yes" if Sized(2) else "no")


class Plain:
    pass


print(bool(Plain()), callable(Plain()), callable(Plain))
try:
    len(Plain())
except TypeError:
    print("TypeError")
try:
    Plain()[0]
except TypeError:
    print("TypeError")
try:
    hash([])
except TypeError:
    print("TypeError")


class H:
    def __hash__(self):
        return 42

    def __eq__(self, o):
        return True


print(hash(H()), {H(): "found"}[H()])
