

_A = const(1)
x
def f():

    _B = const(2)
    y
class C:


    _D = const(3); z
    w
if a:

    _E = const(4)
