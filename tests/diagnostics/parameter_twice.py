def move(x, y, speed=1, x=0):
    pass
