if a > b:
    pass
else if a < b:
    pass
