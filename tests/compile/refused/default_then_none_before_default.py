x
def f(a=1, b, c=[d.e,
  g.h]): pass
