x
@micropython.unknown
def f(a=[
 b.c, d.e]): pass
