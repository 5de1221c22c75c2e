def f():
    X = (
      const)(y)
    Y = const(y)
