X = const(Y)
Y = const(1)
