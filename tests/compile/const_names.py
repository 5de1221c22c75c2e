from micropython import const
A = const(1)
_B = const(2)
C = const(A + _B)
_D = const("text")
_E = const((1, 2, A))
_F = const(1.5)
print(A, _B, C, _D, _E, _F)
def f():
    return A + _B * 2
if _B == 2: x
if _B: y
class K:
    _G = const(5)
    H = _G
