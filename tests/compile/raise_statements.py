def f():
    raise
def g():
    raise a
def h():
    raise a from b
def i():
    raise a(b) from None
try:
    a
except:
    raise
