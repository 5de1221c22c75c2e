@micropython.asm_thumb
def f():
    vmov(s0, s1)
