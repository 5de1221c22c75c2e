while a:
    pass
elif b:
    pass
