@micropython.asm_xtensa
def f(a2, a3):
    nop_n()
    nop()
    call0(a)
    align(4)
    label(a)
