mode = 3
if mode is 3:
    print(mode is not "3")
