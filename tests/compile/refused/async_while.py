async def f():
    async while a:
        pass
