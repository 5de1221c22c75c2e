x
yield 1
