while a: b
while a:
    b
else:
    c
while a and b: c
while not a: b
while a or b:
    if c: break
    if d: continue
    e
else:
    f
while (a := b()): c
while a < b < c: d
def f():
    while True:
        while a:
            return
