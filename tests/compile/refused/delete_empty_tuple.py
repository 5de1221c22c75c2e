x
del ()
