class A(**b, C):
    pass
