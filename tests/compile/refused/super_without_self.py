def f():
    super().x()
