def f():
    x
    super().a(*b, c=1, d)
