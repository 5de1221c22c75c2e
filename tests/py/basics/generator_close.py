def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("clean up")


it = g()
print(next(it))
it.close()
it.close()
print(next(it, "closed"))
it = g()
it.close()
print(list(it))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield "refuses"


it = stubborn()
next(it)
try:
    it.close()
except RuntimeError:
    print("RuntimeError")


def swallows():
    try:
        yield 1
    except GeneratorExit:
        print("swallowed")


it = swallows()
next(it)
print(it.close())
print(issubclass(GeneratorExit, Exception), issubclass(GeneratorExit, BaseException))
