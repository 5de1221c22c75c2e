if a:
    1 = 2
