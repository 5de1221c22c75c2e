x
x = *a, b
