[a, f(), b] = x
