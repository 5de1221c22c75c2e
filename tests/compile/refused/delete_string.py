x
del 'a'
