if a:
	b
    c
