if a: b
if a:
    b
else:
    c
if a:
    b
elif c:
    d
elif e:
    f
else:
    g
if a and b: c
if a or b: c
if not a: b
if not (a and b): c
if a and (b or c) and not d: e
if (a or b) and (c or d): e
if not (a or not b): c
if a == b: c
if (a := b): c
if a:
    pass
else:
    pass
def f():
    if a: return b
    elif c: return d
    else: return e
