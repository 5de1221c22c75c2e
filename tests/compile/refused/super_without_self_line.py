def f():
    x
    super(
    ).x()
