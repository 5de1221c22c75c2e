@micropython.asm_thumb
def f():
    vsqrt(s0, s1x)
