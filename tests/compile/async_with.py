async def f():
    async with a:
        b()
    async with a as b, c as d:
        e()
    for i in x:
        async with y as z:
            if i: break
            if z: continue
            return i
async def g():
    try:
        async with a as (b, c):
            raise d
    finally:
        await e
