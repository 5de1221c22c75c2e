def f():
    try:
        return "value"
    finally:
        print("finally")


print(f())


def g():
    for i in range(3):
        try:
            return i
        finally:
            print("finally in loop", i)


print(g())


def evaluated_before():
    x = 1
    try:
        return x
    finally:
        x = 2


print(evaluated_before())
