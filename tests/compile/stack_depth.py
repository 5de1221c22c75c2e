f(a, b, c, d, e(f, g, h, i(j, k, l)))
[a, [b, [c, [d, [e, [f]]]]]]
{a: {b: {c: d}}}
def g():
    try:
        with a as b:
            for c in d:
                for e in f:
                    return [x for x in y for z in w]
    finally:
        pass
def h(): pass
def i():
    for a in b:
        for c in d:
            try:
                for e in f: pass
            except: pass
