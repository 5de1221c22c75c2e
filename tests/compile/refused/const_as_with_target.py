X = const(1)
with a as X:
    pass
