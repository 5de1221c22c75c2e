def f():
    yield
    async with a: pass
