a.b
a.b.c.d
a[b]
a[b][c].d[e]
a[b, c]
a[1, 2]
a[b:c]
a[:]; a[::]; a[b:]; a[:b]; a[b::c]; a[:b:c]; a[::b]; a[b:c:d]
a[b:c, d]
a[b:c, ::d, e]
a[()]
a[b,]
a.b = a.c
a[b] = a[c]
