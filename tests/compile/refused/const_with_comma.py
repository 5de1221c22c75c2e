x
X = const(1, )
