x
y = [a,
 f(a=1, b)]
