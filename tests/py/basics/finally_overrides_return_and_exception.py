def f():
    try:
        return "try"
    finally:
        return "finally"


def g():
    try:
        raise ValueError
    finally:
        return "swallowed"


def h():
    while True:
        try:
            return "no"
        finally:
            break
    return "after break"


def k():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


print(f(), g(), h())
try:
    k()
except KeyError as err:
    print(err.args)
for i in range(3):
    try:
        raise ValueError
    finally:
        print("loop", i)
        continue
print("done")
