async def gather(tasks):
    return [await task for task in tasks]
