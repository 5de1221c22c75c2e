x
del a == b
