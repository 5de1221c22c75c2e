def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return up, get


up, get = counter()
up2, get2 = counter()
print(up(), up(), up(5), get(), get2(), up2(), get(), get2())


def outer(a):
    def middle(b):
        def inner(c):
            return a, b, c

        return inner

    return middle


print(outer(1)(2)(3))
functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def loop():
    made = []
    for i in range(3):

        def f():
            return i

        made.append(f)
    return made


print([f() for f in loop()])


def parameter_cell(x):
    def change():
        nonlocal x
        x = [x]

    change()
    change()
    return x


print(parameter_cell(1))
