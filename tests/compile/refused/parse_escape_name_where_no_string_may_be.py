a = 1
b c "\N{DASH}"
