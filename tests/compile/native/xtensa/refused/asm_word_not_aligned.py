@micropython.asm_xtensa
def f(a2, a3):
    label(a)
    nop_n()
    align(4)
    nop()
    label(b)
    align(4)
    l32r(a2, b)
