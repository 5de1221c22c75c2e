a: int = 1
b: int
c.d: int = 2
e[0]: "x" = 3
def f():
    x: int
    y: int = 1
    x.z: int
    a, b = 1, 2
    t: tuple = a, b
    return x, y
class C:
    k: int
    m: int = 3
