while a:
    return
