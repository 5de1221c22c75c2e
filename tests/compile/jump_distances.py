if a1:
    b = f(c, d, e) + g
else:
    h
if a2:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a3:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a4:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a5:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a6:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a7:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a8:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a9:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a10:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a11:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a12:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a13:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a14:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a15:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a16:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a17:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a18:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a19:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a20:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a21:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a22:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
if a23:
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
    b = f(c, d, e) + g
else:
    h
while x:
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
    y = z.w[v]
for q in r:
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
for q in r:
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
for q in r:
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
    s(t, u)
while x:
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
    if a: continue
    y = z
