def f(): return
def g(): return None
def h(): return a, b
def i():
    for x in y:
        return x
def j():
    try:
        return a
    finally:
        b
def k():
    with a:
        return b
def l():
    while a:
        try:
            return b
        except:
            return c
        else:
            return d
