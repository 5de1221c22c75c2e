x
del None
