x
True = 1
