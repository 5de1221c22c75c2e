*a += b
