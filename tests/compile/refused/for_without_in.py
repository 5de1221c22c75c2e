for a:
    pass
