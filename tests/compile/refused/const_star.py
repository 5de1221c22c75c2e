X = const(*a)
