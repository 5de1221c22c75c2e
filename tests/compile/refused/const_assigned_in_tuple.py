X = const(1)
a, X = b
