x
y = (
 lambda: f(a=1, b))
