x
lambda a, a: b
