X = const((1, a))
