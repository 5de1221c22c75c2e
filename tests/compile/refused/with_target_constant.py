x
with a as 1:
    b
    c
