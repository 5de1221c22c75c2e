@micropython.asm_xtensa
def f(a2, a3):
    align(4)
    label(a)
    nop()
    l32r(a2, a)
