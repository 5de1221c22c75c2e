X = const(f())
