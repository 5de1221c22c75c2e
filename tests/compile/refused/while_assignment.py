while a = 1:
    pass
