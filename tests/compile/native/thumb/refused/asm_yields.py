@micropython.asm_thumb
def f():
    yield x
