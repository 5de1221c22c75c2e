async def f():
    await await a
