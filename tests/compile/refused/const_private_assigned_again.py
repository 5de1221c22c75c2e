_X = const(1)
_X = 2
