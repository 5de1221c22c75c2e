assert True
assert 1 + 1 == 2, "never shown"
try:
    assert False
except AssertionError as err:
    print(err.args)
try:
    assert 0, "message"
except AssertionError as err:
    print(err)
try:
    assert [], (1, 2)
except AssertionError as err:
    print(err.args)
print(__debug__)
