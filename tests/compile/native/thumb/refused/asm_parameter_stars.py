@micropython.asm_thumb
def f(r0, *r1):
    nop()
