f('a)
