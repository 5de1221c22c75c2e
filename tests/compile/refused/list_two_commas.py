x = [a,, b]
