try:
    a
except:
    b
try:
    a
except A:
    b
except B as c:
    d
except (C, D) as e:
    f
except:
    g
try:
    a
except A:
    b
else:
    c
def f():
    try:
        a
    except A as b:
        return b
    for x in y:
        try:
            z
        except A as e:
            continue
        except B:
            break
