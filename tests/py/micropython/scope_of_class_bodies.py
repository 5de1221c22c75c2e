# oracle: micropython
x = "module"


def f(x):
    class A:
        y = x
        x = "class"

    return A.y, A.x


try:
    print(f("argument"))
except NameError:
    print("NameError")
