X = const(1)
del X
