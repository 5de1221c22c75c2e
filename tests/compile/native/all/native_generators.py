import micropython


@micropython.native
def simple(a):
    x = yield
    y = yield a
    z = yield x, y
    return z


@micropython.native
def in_blocks(a):
    try:
        yield 1
        for b in a:
            yield b
    except ValueError as e:
        yield e
    finally:
        yield 2
    with a as c:
        yield c
        return 3


@micropython.native
def delegates(a):
    b = yield from a
    try:
        yield from b
    except StopIteration:
        pass
    return (yield from a), (yield b)


@micropython.native
async def coroutine(a):
    await a
    async with a as b, a:
        await b
        return 1
    async for c in a:
        if c:
            break
        await c
    else:
        await b
    return [d for d in a]


@micropython.native
def expression(a):
    return sum(x * y for x in a if x for y in x)


@micropython.native
def nested():
    def inner():
        yield from nested()
    yield inner
    lambda: (yield)
