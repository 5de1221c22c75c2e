x
del (a, f())
