@micropython.asm_thumb.x
def f():
    pass
