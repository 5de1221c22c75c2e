class A:
    await a
