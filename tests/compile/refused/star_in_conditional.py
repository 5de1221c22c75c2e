x
y = (*a if b else c, d)
