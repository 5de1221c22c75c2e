print(None, repr(None), str(None), None is None, None == None, None != 0, None == False)
print(bool(None), type(None) is type(None), [None, None])
print(..., repr(...), bool(...), ... is Ellipsis)


def nothing():
    pass


print(nothing(), nothing() is None)


def bare():
    return


print(bare())
try:
    None.x
except AttributeError:
    print("AttributeError")
try:
    None + 1
except TypeError:
    print("TypeError")
try:
    None()
except TypeError:
    print("not callable")
