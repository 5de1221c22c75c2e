class C:
    x
    from a import *
