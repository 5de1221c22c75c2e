from micropython import const

SIZE = const(4)

def area(SIZE):
    return SIZE * SIZE
