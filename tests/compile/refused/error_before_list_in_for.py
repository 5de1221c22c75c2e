x
for 1 in a:
    b
    c
