class C:
    x
    y = yield
