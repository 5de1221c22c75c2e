x
y = [
 a, *b]
