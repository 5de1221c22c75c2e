a = 1
global a
