def f():
    for a in b:
        from c import *
