x
del (a if b else c)
