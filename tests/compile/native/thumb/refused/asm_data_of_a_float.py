@micropython.asm_thumb
def f():
    data(1, 1.5)
    nop(7)
