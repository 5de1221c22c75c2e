_X = const(1,)
