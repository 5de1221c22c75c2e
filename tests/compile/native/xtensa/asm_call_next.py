@micropython.asm_xtensa
def f(a2, a3):
    call0(next)
    label(next)
    nop()
