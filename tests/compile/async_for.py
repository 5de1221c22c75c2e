async def f():
    async for x in y:
        print(x)
    async for a, b in c():
        if a: break
        if b: continue
    else:
        d()
async def g():
    for i in range(3):
        async for x in y:
            continue
        while z:
            async for v in w:
                try:
                    break
                finally:
                    pass
        return 1
