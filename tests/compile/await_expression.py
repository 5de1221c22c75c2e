async def f():
    await a
    x = await a.b(c)
    return await a[b] + await c
    await (a)
async def g():
    return [await a, (await b)(c)]
async def h(self):
    await super().x()
    f = lambda: (await z)
