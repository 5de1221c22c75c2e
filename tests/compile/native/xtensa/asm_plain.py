@micropython.asm_xtensa
def f(a2, a3):
    nop()
    nop_n()
    ret()
    ret_n()
