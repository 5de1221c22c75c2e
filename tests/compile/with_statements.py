with a: b
with a as b: c
with a, b: c
with a as b, c as d, e: f
with a as (b, c): d
with a as b.c: d
with a as b[c]: d
with a() as b:
    with c() as d:
        e
def f():
    with a:
        return b
    for x in y:
        with z as w:
            if x: break
            continue
    with (a): b
