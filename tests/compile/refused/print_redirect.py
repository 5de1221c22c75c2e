print >>a, b c
