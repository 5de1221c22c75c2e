@micropython.asm_thumb
def f():
    vcmp(s0, s)
