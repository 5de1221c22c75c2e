from micropython import const

limit = 10
SIZE = const(limit * 2)
