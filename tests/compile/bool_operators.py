a and b
a or b
not a
a and b or c
a or b and c
not (a and b)
x = a and b and c
x = a or b or c or d
x = not a and not b
x = (a or b) and (c or d)
x = 1 and a
x = a and 1
x = 0 or a
x = not 1
x = not not a
