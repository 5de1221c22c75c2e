class A:
    async with a:
        pass
