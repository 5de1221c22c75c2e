

_A = const(1); _B = const(2)
x
