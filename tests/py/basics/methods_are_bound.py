class A:
    def __init__(self, n):
        self.n = n

    def get(self, plus=0):
        return self.n + plus


a = A(1)
g = a.get
a.n = 10
print(g(), g(5), g(plus=1), A.get(a), [f() for f in [A(i).get for i in range(3)]])
append = [].append
append(1)
l = []
add = l.append
add(1)
add(2)
print(l, "x,y".split(","), list(map("-".join, ["ab", "cd"])))
d = {"k": 5}.get
print(d("k"), d("z", 0))
a.get = lambda: "instance attribute"
print(a.get())


def later(self):
    return self.n * 100


A.later = later
print(a.later(), A(2).later())
A.free = len
print(A.free([1, 2]))
try:
    A.get()
except TypeError:
    print("TypeError")
