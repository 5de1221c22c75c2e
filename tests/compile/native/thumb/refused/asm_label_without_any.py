@micropython.asm_thumb
def f():
    b(foo)
