a; b; c
x = 1; y = 2
def f(): a; b
if a: b; c
while a: b; break
a;
