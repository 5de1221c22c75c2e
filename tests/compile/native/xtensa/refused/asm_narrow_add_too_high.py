@micropython.asm_xtensa
def f(a2, a3):
    addi_n(a2, a2, 16)
