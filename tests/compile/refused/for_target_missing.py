for in a:
    pass
