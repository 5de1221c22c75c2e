def f():
    x
    async with a: pass
