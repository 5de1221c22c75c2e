X = const(y) )
