@micropython.asm_thumb
def f():
    nop()
    wfi()
    cpsid(i)
    cpsie(i)
