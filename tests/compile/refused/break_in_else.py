for a in b:
    c
else:
    break
