# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


try:
    import no_such_module
except ImportError as err:
    print(err)
try:
    from sys import nothing_there
except ImportError as err:
    print(err)
try:
    raise 5
except TypeError as err:
    print(err)
try:
    raise
except RuntimeError as err:
    print(err)
try:
    assert False
except AssertionError as err:
    print(repr(err))
try:
    [x for x in 5]
except TypeError as err:
    print(err)
try:
    with 5:
        pass
except AttributeError as err:
    print(err)
