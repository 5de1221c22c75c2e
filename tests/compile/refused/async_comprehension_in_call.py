async def f():
    g(a async for a in b)
