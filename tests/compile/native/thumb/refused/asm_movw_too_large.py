@micropython.asm_thumb
def f():
    movw(r0, 65536)
