x = lambda a=: a
