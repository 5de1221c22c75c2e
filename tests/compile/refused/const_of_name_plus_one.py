X = const(a + 1)
