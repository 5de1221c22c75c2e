# oracle: micropython
# uncaught
def a(n):
    if n:
        return b(n - 1)
    raise ValueError("at the bottom", n)


def b(n):
    return a(n)


print("before")
a(2)
print("never")
