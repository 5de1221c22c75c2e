x
def f(a=1,
 b: int): pass
