visible = 1
_hidden = 2


def function():
    return _hidden
