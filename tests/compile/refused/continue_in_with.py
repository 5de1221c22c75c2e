with a:
    continue
