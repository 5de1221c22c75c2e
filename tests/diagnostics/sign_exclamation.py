while !done:
    pass
