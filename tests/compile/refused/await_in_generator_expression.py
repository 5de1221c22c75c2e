async def f():
    x = (await a for a in b)
