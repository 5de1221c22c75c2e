async def run(task):
    yield from task
