while a:
    x = lambda: continue
