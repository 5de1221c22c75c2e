x = (a,, b)
