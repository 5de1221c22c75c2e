async def f(stream):
    return [line async for line in stream]
