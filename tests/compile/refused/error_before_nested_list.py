x
for 1 in a:
    if b:
        c
        d
    e
