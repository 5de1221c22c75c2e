x
not a = b
