assert x
assert x, y
assert x and y, "text"
assert not x
assert False
assert True
assert (a or b) and c, f(d)
def f(a):
    assert a
