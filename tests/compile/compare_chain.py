a < b
a < b < c
a <= b != c == d
a in b
a not in b
a is b
a is not b
a in b in c
a is not b not in c
if a < b < c: pass
while a < b() < c: d
x = (a < b) < c
not a < b
