X = const(1 // 0)
