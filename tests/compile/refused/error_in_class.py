class C:
    1 = 2
