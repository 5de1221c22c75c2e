x
del 1
