@micropython.asm_xtensa
def f(a2, a3):
    nop_n()
    call0(a)
    nop()
    label(a)
