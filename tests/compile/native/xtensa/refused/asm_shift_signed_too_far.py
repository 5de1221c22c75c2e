@micropython.asm_xtensa
def f(a2, a3):
    srai(a2, a2, 32)
