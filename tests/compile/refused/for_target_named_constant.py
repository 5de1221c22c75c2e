X = const(1)
for X in a:
    pass
