a = 1
b = "\N{DASH}"
